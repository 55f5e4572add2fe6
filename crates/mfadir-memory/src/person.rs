//! People and groups as the world keeps them.

use jiff::Timestamp;
use mfadir_core::{GroupId, UserId, UserStatus};
use serde::{Deserialize, Serialize};

use crate::{device::Device, enrolled::EnrolledFactor};

/// A group of people. Who belongs to it stands with the people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// The id.
    pub id: GroupId,
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
}

/// A role in the tenant's administration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRole {
    /// The provider's word for it.
    pub name: String,
    /// As people read it.
    pub label: String,
    /// Whether it gives power over others.
    pub administrator: bool,
}

/// One person with everything that is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The id.
    pub id: UserId,
    /// What they sign in with. Unique in a world, in any case.
    pub login: String,
    /// Their mail addresses, the primary one first. Two people may share one.
    pub emails: Vec<String>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The state of the account.
    pub status: UserStatus,
    /// A phone number of the profile.
    pub phone: Option<String>,
    /// The employer's number for them.
    pub employee_number: Option<String>,
    /// Their manager, in free text.
    pub manager: Option<String>,
    /// Their department.
    pub department: Option<String>,
    /// Their job title.
    pub title: Option<String>,
    /// When the account was made.
    pub created: Option<Timestamp>,
    /// When they last signed in.
    pub last_sign_in: Option<Timestamp>,
    /// The groups they belong to.
    pub groups: Vec<GroupId>,
    /// Their roles in the administration.
    pub roles: Vec<HeldRole>,
    /// Their factors.
    pub factors: Vec<EnrolledFactor>,
    /// The devices that carry families of their factors.
    #[serde(default)]
    pub devices: Vec<Device>,
    /// The phone numbers that can recover the account.
    pub recovery_phones: Vec<String>,
    /// How many sessions they have open.
    pub sessions: u32,
    /// How many tokens applications hold for them.
    pub tokens: u32,
}

impl Person {
    /// A person of whom nothing is known but this; the login is the only mail address where it is one.
    pub fn new(id: impl Into<UserId>, login: impl Into<String>, status: UserStatus) -> Self {
        let login = login.into();
        Self {
            id: id.into(),
            emails: if login.contains('@') { vec![login.clone()] } else { Vec::new() },
            login,
            first_name: String::new(),
            last_name: String::new(),
            status,
            phone: None,
            employee_number: None,
            manager: None,
            department: None,
            title: None,
            created: None,
            last_sign_in: None,
            groups: Vec::new(),
            roles: Vec::new(),
            factors: Vec::new(),
            devices: Vec::new(),
            recovery_phones: Vec::new(),
            sessions: 0,
            tokens: 0,
        }
    }

    /// First and last name, where there is one.
    pub fn name(&self) -> Option<String> {
        let name = format!("{} {}", self.first_name, self.last_name);
        let name = name.trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// Whether this is their login, in any case.
    pub fn has_login(&self, login: &str) -> bool {
        self.login.to_lowercase() == login.to_lowercase()
    }

    /// Whether this is one of their addresses, in any case.
    pub fn has_email(&self, address: &str) -> bool {
        self.emails.iter().any(|email| email.to_lowercase() == address.to_lowercase())
    }

    /// Whether they left: nobody sees or changes their factors any more.
    pub fn is_deactivated(&self) -> bool {
        self.status == UserStatus::Deactivated
    }
}
