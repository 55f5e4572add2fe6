//! How a check ends.

use std::fmt;

use mfadir_core::{Error, ErrorKind};

use crate::able::Cannot;

/// Why a check stopped before its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The directory broke the rule.
    Failed(String),
    /// The subject cannot show it.
    Ignored(String),
}

/// What a check comes to.
pub type Verdict<T = ()> = Result<T, Stop>;

impl From<Cannot> for Stop {
    fn from(cannot: Cannot) -> Self {
        Self::Ignored(cannot.to_string())
    }
}

/// How a check ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The rule holds.
    Passed,
    /// The rule is broken: how.
    Failed(String),
    /// The rule could not be tried: why.
    Ignored(String),
}

impl Outcome {
    /// Whether the rule is broken.
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::Failed(_))
    }
}

impl From<Verdict> for Outcome {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Ok(()) => Self::Passed,
            Err(Stop::Failed(how)) => Self::Failed(how),
            Err(Stop::Ignored(why)) => Self::Ignored(why),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("passed"),
            Self::Failed(how) => write!(f, "failed: {how}"),
            Self::Ignored(why) => write!(f, "ignored: {why}"),
        }
    }
}

/// Fails the check with a formatted reason unless the condition holds.
macro_rules! ensure {
    ($condition:expr, $($reason:tt)+) => {
        if !$condition {
            return Err(crate::outcome::Stop::Failed(format!($($reason)+)));
        }
    };
}

pub(crate) use ensure;

/// Reads a result of the contract as the check expects it.
pub(crate) trait Expect<T> {
    /// The value; an error fails the check.
    fn worked(self, what: impl fmt::Display) -> Verdict<T>;

    /// The error; it must be of one of these kinds.
    fn refused(self, what: impl fmt::Display, kinds: &[ErrorKind]) -> Verdict<Error>;
}

impl<T> Expect<T> for mfadir_core::Result<T> {
    fn worked(self, what: impl fmt::Display) -> Verdict<T> {
        self.map_err(|error| Stop::Failed(format!("{what}: {error}")))
    }

    fn refused(self, what: impl fmt::Display, kinds: &[ErrorKind]) -> Verdict<Error> {
        match self {
            Err(error) if kinds.contains(&error.kind()) => Ok(error),
            Err(error) => Err(Stop::Failed(format!("{what} is {:?}, not one of {kinds:?}: {error}", error.kind()))),
            Ok(_) => Err(Stop::Failed(format!("{what} was answered with success"))),
        }
    }
}
