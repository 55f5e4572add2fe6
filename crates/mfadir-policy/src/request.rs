//! What an operator asks for, as data that can be kept, signed and sent.

use std::collections::BTreeSet;

use jiff::Timestamp;
use mfadir_core::{FactorId, Operator, TenantName, UserId};
use serde::{Deserialize, Serialize};

use crate::{
    digest::Digest,
    rule::{Need, Rule},
    verb::Verb,
};

/// The word in [`Request::schema`].
pub const REQUEST_SCHEMA: &str = "mfadir.request/v1";

/// A way of working, each of which a policy may ask other things of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// One caller is served.
    Desk,
    /// A plan file is applied to many people.
    Change,
}

/// The person that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The provider's id.
    pub id: UserId,
    /// What they sign in with.
    pub login: String,
    /// Their mail addresses, as far as they are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
}

impl About {
    /// Whether this is the name of the same account: the login, be it with the domain or without, or a mail address.
    pub fn is_called(&self, name: &str) -> bool {
        let (login, name) = (self.login.to_lowercase(), name.to_lowercase());
        let is_login = login == name || login.split('@').next() == Some(name.as_str());
        is_login || self.emails.iter().any(|email| email.to_lowercase() == name)
    }
}

/// A factor that it takes or speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The provider's id; nothing for a factor that is to be made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<FactorId>,
    /// `kind@issuer`.
    #[serde(rename = "type")]
    pub factor_type: String,
}

impl Target {
    /// Whether it is the same factor. Of two that are to be made only the kind is known.
    pub fn is(&self, other: &Self) -> bool {
        match (&self.id, &other.id) {
            (Some(one), Some(other)) => one == other,
            (None, None) => self.factor_type == other.factor_type,
            _ => false,
        }
    }
}

/// A verb on one person of one tenant, by an operator, at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// [`REQUEST_SCHEMA`].
    pub schema: String,
    /// The name by which a second person finds it.
    pub id: String,
    /// Where.
    pub tenant: TenantName,
    /// On whom.
    pub user: About,
    /// What.
    pub verb: Verb,
    /// Which factors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<Target>,
    /// Who asks.
    pub operator: Operator,
    /// For which ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The rules that the operator lifts; once it was decided about, those that stood against it and were lifted.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub lifts: BTreeSet<Rule>,
    /// The plan file of which it is a step; nothing where a caller is served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Digest>,
    /// What a second operator is asked for; nothing where nobody is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    /// When.
    pub at: Timestamp,
}

impl Request {
    /// How it came to be asked.
    pub fn way(&self) -> Way {
        if self.change.is_some() { Way::Change } else { Way::Desk }
    }
}
