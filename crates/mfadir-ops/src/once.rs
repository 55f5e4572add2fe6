//! What became of a write that is sent once and never repeated.

use mfadir_core::{Error, ErrorKind, Factor};

/// One write and its answer.
#[derive(Debug)]
pub struct Once<T> {
    /// What became of it.
    pub sent: Sent<T>,
    /// What could not be recorded, as clauses.
    pub unrecorded: Vec<String>,
}

/// What became of a write.
#[derive(Debug)]
pub enum Sent<T> {
    /// The provider accepted it.
    Accepted(T),
    /// It failed, and surely nothing happened.
    Failed(Error),
    /// The answer was lost. It may have happened: look before you repeat.
    Unknown {
        /// How the answer was lost.
        error: Error,
        /// What reading back showed.
        seen: Seen,
    },
}

/// What reading back tells about a write whose answer was lost.
#[derive(Debug)]
pub enum Seen {
    /// It happened: this factor shows it.
    Yes(Box<Factor>),
    /// Nothing shows it. That is no proof: it may show later, or the provider may not show it.
    No,
    /// Nothing that can be read would show it.
    CannotTell,
    /// The reading failed too.
    Unread(Error),
}

impl<T> Once<T> {
    /// What the provider accepted, or what there is to say instead.
    pub fn accepted(self) -> Result<T, Sent<T>> {
        match self.sent {
            Sent::Accepted(answer) => Ok(answer),
            other => Err(other),
        }
    }

    pub(crate) fn map(self, change: impl FnOnce(T) -> T) -> Self {
        let sent = match self.sent {
            Sent::Accepted(answer) => Sent::Accepted(change(answer)),
            other => other,
        };
        Self { sent, unrecorded: self.unrecorded }
    }
}

impl<T> Sent<T> {
    /// What the provider accepted.
    pub fn answer(&self) -> Option<&T> {
        match self {
            Self::Accepted(answer) => Some(answer),
            _ => None,
        }
    }

    /// Why it failed, or how its answer was lost.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Accepted(_) => None,
            Self::Failed(error) | Self::Unknown { error, .. } => Some(error),
        }
    }

    /// Whether it failed for this reason.
    pub fn failed_as(&self, kind: ErrorKind) -> bool {
        matches!(self, Self::Failed(error) if error.kind() == kind)
    }
}
