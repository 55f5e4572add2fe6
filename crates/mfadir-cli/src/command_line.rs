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
}

impl Arguments {
    /// Reads a command line, program name first. Help and version are errors of clap's that say so.
    pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let matches = definition().try_get_matches_from(words)?;
        let mut globals = Globals::default();
        let mut level = Some(&matches);
        while let Some(matches) = level {
            globals = globals.and(Globals::from_arg_matches(matches)?);
            level = matches.subcommand().map(|(_, inner)| inner);
        }
        Ok(Self { globals, command: command(&matches)? })
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
    use std::{ffi::OsString, time::Duration};

    use super::{Arguments, definition};
    use crate::args::{Format, Wait};

    fn parse(line: &str) -> Arguments {
        Arguments::parse(line.split(' ').map(OsString::from)).expect("a good command line")
    }

    #[test]
    fn the_definition_holds_together() {
        definition().debug_assert();
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
