//! What the words before the one that is typed say already.

use clap::{ArgMatches, FromArgMatches};

use crate::args::Globals;

/// A command line that is not finished yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) globals: Globals,
    /// The person, where the argument stands there already.
    pub(super) user: Option<String>,
    /// The provider that `--provider` names.
    pub(super) provider: Option<String>,
}

impl Line {
    /// Reads the words, as far as they can be read.
    pub(super) fn read(definition: clap::Command, words: &[String]) -> Self {
        let Ok(matches) = definition.ignore_errors(true).try_get_matches_from(words) else { return Self::default() };
        let mut line = Self::default();
        let mut level = Some(&matches);
        while let Some(matches) = level {
            line = line.and(matches);
            level = matches.subcommand().map(|(_, inner)| inner);
        }
        line
    }

    fn and(self, matches: &ArgMatches) -> Self {
        let text = |name: &str| matches.try_get_one::<String>(name).ok().flatten().cloned();
        Self {
            globals: self.globals.and(Globals::from_arg_matches(matches).unwrap_or_default()),
            user: text("user").or(self.user),
            provider: text("provider").or(self.provider),
        }
    }
}
