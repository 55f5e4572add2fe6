//! Which arguments name files.

use clap::{Arg, ArgMatches, Command, ValueHint, builder::ArgExt, parser::ValueSource};

/// Of an argument that names a file: which of its values name none, as `-` for standard input does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoFile(pub(crate) fn(&str) -> bool);

impl ArgExt for NoFile {}

impl NoFile {
    /// `-` is standard input.
    pub(crate) const INPUT: Self = Self(|value| value == "-");
}

/// Whether the argument names a file or a folder, as its hint for shells says.
pub(crate) fn names_files(argument: &Arg) -> bool {
    matches!(
        argument.get_value_hint(),
        ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath | ValueHint::ExecutablePath
    )
}

/// The arguments of a command line that name a file, as they are called.
pub(crate) fn files(definition: &Command, matches: &ArgMatches) -> Vec<String> {
    let given = |argument: &&Arg| {
        let is_given = matches.value_source(argument.get_id().as_str()) == Some(ValueSource::CommandLine);
        is_given && names_files(argument) && names_one(argument, matches)
    };
    let mut found: Vec<String> = definition.get_arguments().filter(given).map(called).collect();
    let below = matches.subcommand().and_then(|(name, below)| Some((definition.find_subcommand(name)?, below)));
    found.extend(below.into_iter().flat_map(|(definition, matches)| files(definition, matches)));
    found
}

fn names_one(argument: &Arg, matches: &ArgMatches) -> bool {
    let NoFile(names_none) = argument.get().copied().unwrap_or(NoFile(|_| false));
    let values = matches.get_raw(argument.get_id().as_str()).into_iter().flatten();
    values.into_iter().any(|value| !value.to_str().is_some_and(names_none))
}

/// `--to`, or `FILE` where it has no name but a place.
fn called(argument: &Arg) -> String {
    match argument.get_long() {
        Some(long) => format!("--{long}"),
        None => {
            argument.get_value_names().and_then(|names| names.first()).map_or_else(String::new, ToString::to_string)
        }
    }
}
