//! What an operator asks to do.

use std::{fmt, str::FromStr};

use mfadir_core::Operation;
use serde::{Deserialize, Serialize};

/// A write on one person, as rules and records name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// All factors go.
    Reset,
    /// Some factors go.
    Remove,
    /// A new factor begins.
    Enroll,
    /// A new factor is completed.
    Activate,
    /// A code that stands in for a factor is issued.
    TemporaryCode,
    /// Such a code is taken back.
    RevokeCode,
    /// The lock of an account is lifted.
    Unlock,
    /// The person is signed out everywhere.
    EndSessions,
    /// The person's factor is asked.
    Challenge,
}

impl Verb {
    /// Every verb.
    pub const ALL: &[Self] = &[
        Self::Reset,
        Self::Remove,
        Self::Enroll,
        Self::Activate,
        Self::TemporaryCode,
        Self::RevokeCode,
        Self::Unlock,
        Self::EndSessions,
        Self::Challenge,
    ];

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Remove => "remove",
            Self::Enroll => "enroll",
            Self::Activate => "activate",
            Self::TemporaryCode => "temporary-code",
            Self::RevokeCode => "revoke-code",
            Self::Unlock => "unlock",
            Self::EndSessions => "end-sessions",
            Self::Challenge => "challenge",
        }
    }

    /// The act as a sentence names it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Reset => "a reset",
            Self::Remove => "a removal",
            Self::Enroll => "an enrollment",
            Self::Activate => "an activation",
            Self::TemporaryCode => "a temporary code",
            Self::RevokeCode => "taking a code back",
            Self::Unlock => "an unlocking",
            Self::EndSessions => "ending sessions",
            Self::Challenge => "a challenge",
        }
    }

    /// The verb that an operation of the contract is part of; nothing for what only reads or only ends a wait.
    pub fn of(operation: Operation) -> Option<Self> {
        Some(match operation {
            Operation::Reset => Self::Reset,
            Operation::Remove => Self::Remove,
            Operation::Enroll => Self::Enroll,
            Operation::Activate | Operation::Resend => Self::Activate,
            Operation::TemporaryCode => Self::TemporaryCode,
            Operation::RevokeCode => Self::RevokeCode,
            Operation::Unlock => Self::Unlock,
            Operation::EndSessions => Self::EndSessions,
            Operation::Challenge | Operation::Verify => Self::Challenge,
            _ => return None,
        })
    }

    /// Whether it is the rest of an earlier act, for which the same proof stands once that act is done: what was enrolled
    /// is activated, and whoever lost a factor gets a code and is signed out. Ask [`Used::rest`](crate::Used::rest).
    pub fn continues(self, earlier: Self) -> bool {
        match self {
            Self::Activate => matches!(earlier, Self::Enroll | Self::Activate),
            Self::TemporaryCode => matches!(earlier, Self::Reset | Self::Remove),
            Self::EndSessions => matches!(earlier, Self::Reset | Self::Remove | Self::TemporaryCode),
            _ => false,
        }
    }

    /// Whether it gives somebody a way in, or takes the owner's away: what an attacker would ask for.
    pub fn is_act(self) -> bool {
        !matches!(self, Self::Challenge | Self::RevokeCode)
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The word is none of the verbs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is none of the verbs")]
pub struct NoVerb(pub String);

impl FromStr for Verb {
    type Err = NoVerb;

    fn from_str(text: &str) -> Result<Self, NoVerb> {
        Self::ALL.iter().copied().find(|verb| verb.as_str() == text).ok_or_else(|| NoVerb(text.to_owned()))
    }
}
