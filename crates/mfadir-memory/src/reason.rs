//! Why a world refused, where the kind of the error does not say it all.

use std::time::Duration;

use mfadir_core::{Error, ErrorKind, Retry};

/// What stands as the code of an error of a world, for whoever tells it in a provider's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The code was used before.
    Used,
    /// The code is right, and too old or too new.
    OutsideWindow,
    /// The last message went out a moment ago.
    TooEarly,
    /// Too many tries in a short time.
    TooMany,
    /// The user has a number already, and this one was not to take its place.
    OtherNumber,
}

impl Reason {
    const ALL: [Self; 5] = [Self::Used, Self::OutsideWindow, Self::TooEarly, Self::TooMany, Self::OtherNumber];

    /// The reason of an error, where a world gave one.
    pub fn of(error: &Error) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| error.code() == Some(reason.as_str()))
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Used => "code-used",
            Self::OutsideWindow => "outside-window",
            Self::TooEarly => "too-early",
            Self::TooMany => "too-many",
            Self::OtherNumber => "other-number",
        }
    }

    pub(crate) fn error(self) -> Error {
        let (kind, message) = match self {
            Self::Used => (ErrorKind::WrongProof, "the code was used already: wait for the next one"),
            Self::OutsideWindow => (ErrorKind::WrongProof, "the code is too old or too new"),
            Self::TooEarly => (ErrorKind::Throttled, "a message went out a moment ago"),
            Self::TooMany => (ErrorKind::Throttled, "too many tries in a short time"),
            Self::OtherNumber => (ErrorKind::Conflict, "the user has another number already"),
        };
        Error::new(kind, message).with_code(self.as_str())
    }

    pub(crate) fn until(self, wait: Duration) -> Error {
        self.error().with_retry(Retry::After(wait))
    }
}
