//! The rules, and what stands against a request.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::place::Place;

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)+) => {
        /// A rule. A refusal names it, and each has its own override; an override needs a reason.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in kebab-case.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }
    };
}

rules! {
    /// A removal leaves the person with a usable factor.
    LastUsableFactor = "last-usable-factor",
    /// What the operator asked to keep is there, active, and stays. Its override is not to ask for it.
    Keep = "keep",
    /// Only so many factors go in one go.
    Cap = "cap",
    /// Only named operators act on protected users.
    ProtectedUser = "protected-user",
    /// Nobody acts on themselves.
    SelfAct = "self",
    /// Whoever acts is in the operators file, with a key, for this tenant, now.
    Operator = "operator",
    /// The act is for a ticket of the right form that the ticket system knows.
    Ticket = "ticket",
    /// The caller was verified: a receipt for this person, ticket and verb, not old and not used.
    Receipt = "receipt",
    /// What the receipt says was proven counts for this verb.
    Proof = "proof",
    /// A second operator agrees.
    Approval = "approval",
    /// One operator acts only so often an hour.
    OperatorCap = "operator-cap",
    /// One person is acted on only so often a day.
    UserCap = "user-cap",
    /// Between two acts on one person some time passes.
    CoolDown = "cool-down",
    /// After a person denied a challenge nothing is done to them for some hours: someone is attacking.
    Denial = "denial",
    /// One person is asked only so often to approve something.
    PushLimit = "push-limit",
    /// What the person can do for themselves they do themselves.
    SelfService = "self-service",
    /// The smallest act that helps is taken.
    SmallestAct = "smallest-act",
}

impl Rule {
    /// Whether what is missing is a proof that can still be given: a receipt, an approval.
    pub fn wants_proof(self) -> bool {
        matches!(self, Self::Receipt | Self::Proof | Self::Approval)
    }

    /// Whether an operator who holds the right can lift it.
    pub fn can_be_lifted(self) -> bool {
        !matches!(self, Self::Keep | Self::Operator)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The word is none of the rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is none of the rules")]
pub struct NoRule(pub String);

impl FromStr for Rule {
    type Err = NoRule;

    fn from_str(text: &str) -> Result<Self, NoRule> {
        Self::ALL.iter().copied().find(|rule| rule.as_str() == text).ok_or_else(|| NoRule(text.to_owned()))
    }
}

/// A rule that stands against a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Which rule.
    pub rule: Rule,
    /// Whom it concerns and what would happen, as a clause.
    pub text: String,
    /// Where the rule is written down; nothing for a rule that is built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The safe next step, as a clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl Refusal {
    /// A refusal of a rule that is built in.
    pub fn new(rule: Rule, text: impl Into<String>) -> Self {
        Self { rule, text: text.into(), place: None, next: None }
    }

    /// Says what can be done instead.
    #[must_use]
    pub fn next(self, step: impl Into<String>) -> Self {
        Self { next: Some(step.into()), ..self }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (rule {}", self.text, self.rule)?;
        match &self.place {
            Some(place) => write!(f, ", {place})"),
            None => f.write_str(")"),
        }
    }
}

/// A rule that a second operator's approval would settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Which rule.
    pub rule: Rule,
    /// What stands against the request, as a clause.
    pub text: String,
}

impl From<&Refusal> for Need {
    fn from(refusal: &Refusal) -> Self {
        Self { rule: refusal.rule, text: refusal.text.clone() }
    }
}

/// A rule that would stand against a request, had the operator not lifted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifted {
    /// Which rule.
    pub rule: Rule,
    /// Whom it concerns and what will happen, as a clause.
    pub text: String,
    /// Why the operator lifted it.
    pub reason: String,
}
