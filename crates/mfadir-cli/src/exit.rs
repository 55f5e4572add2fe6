//! What the exit code says.

use mfadir_core::ErrorKind;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Failed for a reason that has no code of its own, or in conflict with the state of things.
    Failed = 1,
    /// The command line or the configuration is wrong.
    Usage = 2,
    /// Not found, or found more than once.
    NotFound = 3,
    /// The credential is refused, or may not do this.
    Denied = 4,
    /// The provider is unavailable or throttles; later it may work.
    Unavailable = 5,
    /// A guard or policy rule refuses.
    Refused = 6,
    /// Partly done, or nobody knows after reading back.
    Partly = 7,
    /// A proof is missing or wrong.
    Proof = 8,
    /// This provider does not offer it.
    NotOffered = 9,
    /// Changes are pending.
    Pending = 10,
    /// Done, and standard output did not take the report.
    Unwritten = 11,
    /// Interrupted from the keyboard or by a signal.
    Interrupted = 130,
}

impl Exit {
    /// The number that the process ends with.
    pub fn code(self) -> u8 {
        self as u8
    }
}

impl From<ErrorKind> for Exit {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::NotFound | ErrorKind::Ambiguous => Self::NotFound,
            ErrorKind::Unauthenticated | ErrorKind::Forbidden => Self::Denied,
            ErrorKind::Invalid => Self::Usage,
            ErrorKind::Unsupported => Self::NotOffered,
            ErrorKind::Throttled | ErrorKind::Unavailable | ErrorKind::Timeout => Self::Unavailable,
            ErrorKind::WrongProof | ErrorKind::Expired => Self::Proof,
            ErrorKind::Refused => Self::Refused,
            _ => Self::Failed,
        }
    }
}
