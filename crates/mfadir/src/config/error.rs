//! What is wrong with a configuration.

use std::path::Path;

use mfadir_core::Error;

use super::{explain, place::Place, rulebook::Untaken};

/// One sentence, where the fault is, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default())]
pub struct ConfigError {
    place: Option<Place>,
    message: String,
    hint: Option<String>,
}

impl ConfigError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into(), hint: None }
    }

    /// What toml says about a file of ours, in our words.
    pub(crate) fn reworded(message: &str) -> Self {
        explain::reworded(message)
    }

    /// An error of something that the configuration sets up.
    pub(crate) fn of(what: &str, error: &Error) -> Self {
        let told = Self::new(format!("{what}: {error}"));
        match error.hint() {
            Some(hint) => told.with_hint(hint),
            None => told,
        }
    }

    pub(crate) fn file(path: &Path, what: &str, source: &std::io::Error) -> Self {
        Self::new(format!("{}: {what}: {source}", path.display()))
    }

    /// A file with rules or operators that is not taken.
    pub(crate) fn untaken(what: &str, path: &Path, untaken: &Untaken) -> Self {
        let told = Self::new(format!("the {what} file {} {untaken}", path.display()));
        match untaken.hint() {
            Some(hint) => told.with_hint(hint),
            None => told,
        }
    }

    #[must_use]
    pub(crate) fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    #[must_use]
    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Where the fault is, where it is in a file.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do next.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}
