//! What an operator should know about a plan.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Factor, FactorType, Kind, ReturnTime, Returning, User, UserStatus};

use crate::facts::Administrator;

/// A factor that was not used for longer than this may not be at hand any more.
const LONG: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Something that the operator should know. Its `Display` is a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// The provider brings a factor back by itself.
    Returns(Returning),
    /// A kept factor has not been used for so many days.
    KeptButIdle {
        /// Which.
        factor: FactorType,
        /// For how many days.
        days: i64,
    },
    /// A kept factor has no recorded use.
    KeptButNeverUsed {
        /// Which.
        factor: FactorType,
    },
    /// Nothing matches a selector, and that was allowed.
    NothingMatches {
        /// The selector as it was written.
        selector: String,
    },
    /// A removed phone number also stops being a way to recover the account.
    RecoveryToo,
    /// Afterwards no usable factor is left: that is what a reset does.
    NothingLeft {
        /// Whose.
        login: String,
    },
    /// The account is in a state that matters here.
    Account {
        /// Whose.
        login: String,
        /// The state.
        status: UserStatus,
    },
    /// Nobody could tell whether the person is an administrator.
    AdministratorUnknown {
        /// Why.
        why: String,
    },
    /// The provider does not show these kinds.
    Unseen(Vec<Kind>),
    /// The provider lists nobody's factors, so that nobody can tell which go.
    Unlisted {
        /// Whose.
        login: String,
        /// Whether the provider says that they have any.
        has_factors: Option<bool>,
    },
}

impl Note {
    /// Whether it asks for attention, rather than telling what is normal.
    pub fn is_warning(&self) -> bool {
        matches!(self, Self::KeptButIdle { .. } | Self::KeptButNeverUsed { .. } | Self::Account { .. })
    }

    /// That nobody can tell which factors of this person go.
    pub(crate) fn unlisted(user: &User) -> Self {
        Self::Unlisted { login: user.login.clone(), has_factors: user.has_factors }
    }

    /// What there is to say about a factor that is kept.
    pub(crate) fn about_kept(factor: &Factor, now: Timestamp) -> Option<Self> {
        let factor_type = factor.factor_type.clone();
        let Some(used) = factor.last_verified else {
            return Some(Self::KeptButNeverUsed { factor: factor_type });
        };
        let idle = now.duration_since(used);
        (idle > LONG).then(|| Self::KeptButIdle { factor: factor_type, days: idle.as_hours() / 24 })
    }

    /// What there is to say about whether somebody is an administrator.
    pub(crate) fn about_administrator(administrator: &Administrator) -> Option<Self> {
        match administrator {
            Administrator::CannotTell(why) => Some(Self::AdministratorUnknown { why: why.clone() }),
            _ => None,
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Returns(Returning { factor, when: ReturnTime::AtOnce }) => {
                write!(f, "{factor} may come back at once: the provider enrolls it by itself")
            }
            Self::Returns(Returning { factor, when: ReturnTime::NextEnrollment }) => {
                write!(f, "{factor} comes back with the next enrollment")
            }
            Self::KeptButIdle { factor, days } => write!(f, "{factor} stays, but was last used {days} days ago"),
            Self::KeptButNeverUsed { factor } => write!(f, "{factor} stays, but no use of it is recorded"),
            Self::NothingMatches { selector } => write!(f, "no factor matches {selector:?}"),
            Self::RecoveryToo => f.write_str("a removed number also stops being a way to recover the account"),
            Self::NothingLeft { login } => {
                write!(f, "{login} will have no usable factor until they enroll a new one")
            }
            Self::Account { login, status } => write!(f, "the account of {login} is {}", account(status)),
            Self::AdministratorUnknown { why } => write!(f, "cannot tell whether this is an administrator: {why}"),
            Self::Unseen(kinds) => {
                let kinds: Vec<&str> = kinds.iter().map(Kind::as_str).collect();
                write!(f, "the provider does not show factors of these kinds: {}", kinds.join(", "))
            }
            Self::Unlisted { login, has_factors: None } => {
                write!(
                    f,
                    "the provider does not list factors: cannot tell which {login} has, nor whether there are any"
                )
            }
            Self::Unlisted { login, .. } => {
                write!(f, "the provider does not list factors: cannot tell which {login} has")
            }
        }
    }
}

fn account(status: &UserStatus) -> String {
    match status {
        UserStatus::Locked => "locked; removing factors does not unlock it".to_owned(),
        UserStatus::Deactivated => "deactivated; the provider may hide its factors".to_owned(),
        other => other.to_string(),
    }
}
