//! Why a run failed: an exit code, one sentence, and what to do next.

mod hint;
mod operation;

use std::{error::Error as StdError, io};

use mfadir::ConfigError;

use crate::exit::Exit;

/// How a command ends.
pub(crate) type Outcome<T = Exit> = Result<T, Failure>;

/// What is told on standard error: `error:`, perhaps some lines below it, and `hint:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
    details: Vec<String>,
    hint: Option<String>,
    is_after_the_act: bool,
}

impl Failure {
    /// A failure whose message is a clause without a full stop.
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), details: Vec::new(), hint: None, is_after_the_act: false }
    }

    /// The command line is wrong.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// What to do next.
    #[must_use]
    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Lines below the sentence, such as the candidates of an ambiguity.
    #[must_use]
    pub(crate) fn with_details(mut self, details: impl IntoIterator<Item = String>) -> Self {
        self.details.extend(details);
        self
    }

    /// Ends with another code.
    #[must_use]
    pub(crate) fn with_exit(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// What was asked for is done, and something that was to follow it is not.
    #[must_use]
    pub(crate) fn after_the_act(mut self) -> Self {
        self.is_after_the_act = true;
        self
    }

    /// Whether what was asked for is done all the same.
    pub(crate) fn is_after_the_act(&self) -> bool {
        self.is_after_the_act
    }

    /// How the run ends.
    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    /// The sentence.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The lines below it.
    pub(crate) fn details(&self) -> &[String] {
        &self.details
    }

    /// What to do next.
    pub(crate) fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let usual = match error.place() {
            Some(_) => "`mfadir tenant guide PROVIDER` shows a good section",
            None => "check the path, and who may read it",
        };
        Self::usage(error.to_string()).with_hint(error.hint().unwrap_or(usual))
    }
}

impl From<mfadir_core::Error> for Failure {
    fn from(error: mfadir_core::Error) -> Self {
        Self::new(error.kind().into(), with_cause(&error)).with_hint(hint::hint(&error))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(Exit::Failed, error.to_string())
    }
}

/// The sentence and the innermost cause; what lies between repeats both in other words.
fn with_cause(error: &dyn StdError) -> String {
    let sentence = error.to_string();
    let Some(mut cause) = error.source() else { return sentence };
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let cause = cause.to_string();
    if sentence.contains(&cause) { sentence } else { format!("{sentence}: {cause}") }
}
