//! The rules that stand between a plan and its application.

mod check;
mod protected;

use std::fmt;

use serde::Serialize;

pub(crate) use check::{check_person, check_plan};

use crate::facts::Want;

/// A rule. A refusal names it, and each has its own override; an override needs a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// A removal leaves the person with a usable factor.
    LastUsableFactor,
    /// What the operator asked to keep is there, active, and stays. Its override is not to ask for it.
    Keep,
    /// Only named operators act on protected users.
    ProtectedUser,
    /// Nobody acts on themselves.
    #[serde(rename = "self")]
    SelfAct,
    /// Only so many factors go in one go.
    Cap,
}

impl Rule {
    /// Every rule.
    pub const ALL: &[Self] = &[Self::LastUsableFactor, Self::Keep, Self::ProtectedUser, Self::SelfAct, Self::Cap];

    /// The name in kebab-case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LastUsableFactor => "last-usable-factor",
            Self::Keep => "keep",
            Self::ProtectedUser => "protected-user",
            Self::SelfAct => "self",
            Self::Cap => "cap",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A rule that stands against a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Which rule.
    pub rule: Rule,
    /// Whom it concerns and what would happen, as a clause.
    pub text: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (rule {})", self.text, self.rule)
    }
}

/// A rule that would stand against a plan, had the operator not lifted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lifted {
    /// Which rule.
    pub rule: Rule,
    /// Whom it concerns and what will happen, as a clause.
    pub text: String,
    /// Why the operator lifted it.
    pub reason: String,
}

/// The settings of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// Protected users: logins or mail addresses in any case, ids, `group:NAME`, `role:NAME`.
    pub protected: Vec<String>,
    /// How many factors may go in one go.
    pub cap: usize,
}

impl Guard {
    /// What has to be read to tell whether somebody is protected.
    pub fn wants(&self) -> Want {
        let names = |word: &str| self.protected.iter().any(|entry| entry.starts_with(word));
        Want { factors: false, roles: names(protected::ROLE), groups: names(protected::GROUP) }
    }
}

impl Default for Guard {
    fn default() -> Self {
        Self { protected: Vec::new(), cap: 20 }
    }
}
