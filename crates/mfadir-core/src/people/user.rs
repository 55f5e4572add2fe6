//! A person, and the ways to ask for one.

use std::fmt;

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    id::{GroupId, UserId},
    word::open_words,
};

open_words! {
    /// The state of a person's account.
    UserStatus {
        /// May sign in.
        Active = "active",
        /// Made, not yet usable.
        Staged = "staged",
        /// Locked out by the provider.
        Locked = "locked",
        /// Suspended by an administrator.
        Suspended = "suspended",
        /// Must change the password first.
        PasswordExpired = "password-expired",
        /// Has left; most providers hide their factors.
        Deactivated = "deactivated",
        /// The provider tells no state of accounts.
        NotTold = "not-told",
    }
}

/// A person. Fields that the provider does not have or did not send are absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct User {
    /// The id in this tenant.
    pub id: UserId,
    /// What they sign in with.
    pub login: String,
    /// Their mail addresses, the primary one first.
    pub emails: Vec<String>,
    /// Their name as people write it.
    pub name: Option<String>,
    /// The state of the account.
    pub status: UserStatus,
    /// A phone number from the profile, which is not a factor.
    pub phone: Option<String>,
    /// The employer's number for them.
    pub employee_number: Option<String>,
    /// Their manager, as the provider's free text says it.
    pub manager: Option<String>,
    /// Their department.
    pub department: Option<String>,
    /// When the account was made.
    pub created: Option<Timestamp>,
    /// When they last signed in.
    pub last_sign_in: Option<Timestamp>,
    /// Whether they have enrolled any factor at all, where the provider tells it with the person. It does not say which,
    /// nor whether one of them is usable.
    pub has_factors: Option<bool>,
}

impl User {
    /// A person of whom nothing is known but this.
    pub fn new(id: impl Into<UserId>, login: impl Into<String>, status: UserStatus) -> Self {
        Self {
            id: id.into(),
            login: login.into(),
            emails: Vec::new(),
            name: None,
            status,
            phone: None,
            employee_number: None,
            manager: None,
            department: None,
            created: None,
            last_sign_in: None,
            has_factors: None,
        }
    }

    /// Whether `login` is this person's, in any case.
    pub fn has_login(&self, login: &str) -> bool {
        self.login.to_lowercase() == login.to_lowercase()
    }

    /// Whether `address` is one of this person's, in any case.
    pub fn has_email(&self, address: &str) -> bool {
        self.emails.iter().any(|email| email.to_lowercase() == address.to_lowercase())
    }
}

/// One person, named exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UserRef {
    /// By id.
    Id(UserId),
    /// By login, in any case, and nothing but the whole login: whatever a backend gets back must carry it.
    Login(String),
}

impl fmt::Display for UserRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => write!(f, "id:{id}"),
            Self::Login(login) => f.write_str(login),
        }
    }
}

/// Which people are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserQuery {
    /// All that may sign in or once could; whether deactivated people are among them is the provider's choice.
    All,
    /// Those with exactly this mail address, in any case. Wildcards have no meaning.
    Email(String),
    /// Those whose login, name or address begins with or contains the text, as the provider searches.
    Text(String),
    /// The members of a group; `NotFound` where there are no groups.
    Members(GroupId),
    /// In the provider's own filter language, passed on as it is.
    Filter(String),
}
