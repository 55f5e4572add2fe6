//! A command line, from its words to the flags that every command takes and the command.

use std::ffi::OsString;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};

use crate::{
    args::{self, Globals},
    command::Command,
};

/// Manage people's second factors the same way on any identity provider.
#[derive(Debug, Parser)]
#[command(
    name = "mfadir",
    version,
    max_term_width = 100,
    after_long_help = include_str!("help/mfadir.txt")
)]
struct Root {
    #[command(subcommand)]
    command: Command,
}

/// A command line that was understood.
#[derive(Debug)]
pub struct Arguments {
    /// What holds for every command.
    pub globals: Globals,
    /// What to do.
    pub command: Command,
    /// The arguments that name files, as they are called.
    pub(crate) files: Vec<String>,
}

impl Arguments {
    /// Reads a command line, program name first. Help and version are errors of clap's that say so.
    pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let mut definition = definition();
        let matches = definition.try_get_matches_from_mut(words)?;
        let mut globals = Globals::default();
        let mut level = Some(&matches);
        while let Some(matches) = level {
            globals = globals.and(Globals::from_arg_matches(matches)?);
            level = matches.subcommand().map(|(_, inner)| inner);
        }
        Ok(Self { globals, command: command(&matches)?, files: args::files(&definition, &matches) })
    }
}

fn command(matches: &ArgMatches) -> Result<Command, clap::Error> {
    Root::from_arg_matches(matches).map(|root| root.command)
}

/// The whole definition, with the global flags on every level: clap's own global flags would let the inner `-t`
/// replace the outer one, where they have to add up.
pub fn definition() -> clap::Command {
    // `mfadir help factor list` is enough; `mfadir factor help list` would stand in every list of commands.
    let command = Root::command().mut_subcommands(|command| command.disable_help_subcommand(true));
    args::on_every_level(command)
}

/// The definition as manuals tell it: the global flags once, at the top.
pub fn manual() -> clap::Command {
    args::on_one_level(Root::command()).disable_help_subcommand(true)
}

#[cfg(test)]
mod tests {
    use std::{any::TypeId, ffi::OsString, path::PathBuf, time::Duration};

    use super::{Arguments, definition};
    use crate::args::{Format, Wait, names_files};

    fn parse(line: &str) -> Arguments {
        Arguments::parse(line.split(' ').map(OsString::from)).expect("a good command line")
    }

    #[test]
    fn the_definition_holds_together() {
        definition().debug_assert();
    }

    /// The commands with what they take, from the top down.
    fn with_all_below(command: &clap::Command) -> Vec<&clap::Command> {
        let below = command.get_subcommands().flat_map(with_all_below);
        std::iter::once(command).chain(below).collect()
    }

    #[test]
    fn whatever_is_read_as_a_path_is_known_to_name_a_file() {
        let definition = definition();
        let mut known = Vec::new();
        for command in with_all_below(&definition) {
            for argument in command.get_arguments() {
                let is_path = argument.get_value_parser().type_id() == TypeId::of::<PathBuf>();
                // An argument that takes a file in a form of its own has to say it.
                let names = argument.get_value_names().unwrap_or_default();
                let says_so = names.iter().any(|name| name.contains("FILE") || name.contains("PATH") || *name == "DIR");
                assert_eq!(
                    is_path || says_so || names.contains(&"POLICY".into()),
                    names_files(argument),
                    "{} {argument}",
                    command.get_name()
                );
                known.extend(names_files(argument).then(|| argument.get_id().to_string()));
            }
        }
        known.sort();
        known.dedup();
        let all =
            ["answer_file", "assertion", "attestation", "config", "examples", "file", "files", "folder", "operators"];
        let all = [&all[..], &["path", "plan", "policy", "qr", "secret_file", "tickets", "to"]].concat();
        assert_eq!(known, all);
    }

    #[test]
    fn the_arguments_that_name_files_are_told_and_standard_input_is_none() {
        let files = |line: &str| parse(line).files;
        assert_eq!(files("mfadir --config a audit export --to b"), ["--config", "--to"]);
        assert_eq!(files("mfadir audit verify log --operators x"), ["PATH", "--operators"]);
        assert_eq!(files("mfadir factor enroll ada totp --qr a.png"), ["--qr"]);
        assert_eq!(files("mfadir policy show own.toml"), ["POLICY"]);
        assert_eq!(files("mfadir audit reconcile --tickets csv:t.csv#n"), ["--tickets"]);
        for line in [
            "mfadir policy show strict",
            "mfadir audit reconcile --tickets csv:-#n",
            "mfadir factor enroll ada totp --secret-file -",
            "mfadir factor activate ada --attestation -",
            "mfadir audit export",
        ] {
            assert_eq!(files(line), Vec::<String>::new(), "{line}");
        }
        assert_eq!(files("mfadir audit export --to -"), ["--to"], "there it is a file's name");
    }

    #[test]
    fn global_flags_before_and_after_the_verb_add_up() {
        let globals = parse("mfadir -t a -v tenant -t b list --tenant c -vv --yes").globals;
        assert_eq!(globals.tenants, ["a", "b", "c"]);
        assert_eq!(globals.verbose, 3);
        assert!(globals.yes);
    }

    #[test]
    fn a_wait_may_go_without_a_length() {
        let wait = |line: &str| parse(line).globals.wait;
        assert_eq!(wait("mfadir factor list ada --wait"), Some(Wait::Provider));
        assert_eq!(wait("mfadir factor list ada --wait 5s"), Some(Wait::AtMost(Duration::from_secs(5))));
        assert_eq!(wait("mfadir --wait -q factor list ada"), Some(Wait::Provider));
        assert_eq!(wait("mfadir factor list ada"), None);
    }

    #[test]
    fn every_command_says_what_it_is_about() {
        let definition = definition();
        for command in definition.get_subcommands() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && !about.contains("every command"), "{}: {about}", command.get_name());
        }
    }

    #[test]
    fn the_innermost_value_counts_where_there_can_be_one() {
        assert_eq!(parse("mfadir -o csv tenant list -o json").globals.output, Some(Format::Json));
        assert_eq!(parse("mfadir -o csv tenant list").globals.output, Some(Format::Csv));
    }
}
