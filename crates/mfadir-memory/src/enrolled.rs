//! A factor as the world keeps it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use mfadir_core::{FactorId, FactorStatus, FactorType, Issuer, Kind};
use serde::{Deserialize, Serialize};

use crate::masked::Masked;

/// Factors of one user that are one enrollment in the provider's eyes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// Which one: the factors of a user with the same name belong together.
    pub name: String,
    /// Whether the removal of this member takes all others with it.
    pub takes_all: bool,
}

/// One factor of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and any combination is possible")]
pub struct EnrolledFactor {
    /// The id.
    pub id: FactorId,
    /// What it is.
    pub kind: Kind,
    /// Whose it is.
    pub issuer: Option<Issuer>,
    /// Whether it can be used.
    pub status: FactorStatus,
    /// The name that the user or the provider gave it.
    pub label: Option<String>,
    /// Whether it is asked first.
    pub default: bool,
    /// When it was enrolled.
    pub created: Option<Timestamp>,
    /// When it last changed.
    pub last_updated: Option<Timestamp>,
    /// When it last proved something.
    pub last_verified: Option<Timestamp>,
    /// Where codes go.
    pub destination: Option<String>,
    /// The factors that it belongs to.
    pub family: Option<Family>,
    /// Whether the tenant's policy keeps it out of every list.
    pub hidden: bool,
    /// Whether it refuses every proof for now.
    pub locked: bool,
    /// Whether the provider enrolls it again by itself, under a new id, as soon as it is removed.
    pub returns: bool,
    /// What else is known about it, for a provider's rendering: `platform`, `model`, `serial`, …
    pub detail: BTreeMap<String, String>,
    /// What it proves itself with: a shared key in base32, or the answer to a question.
    pub secret: Option<Masked>,
    /// The proof that was accepted last, which is not accepted again.
    pub spent: Option<Masked>,
    /// How many codes a device that counts has shown, as far as we know.
    #[serde(default)]
    pub counter: u64,
}

impl EnrolledFactor {
    /// An active factor of which nothing is known but this.
    pub fn new(id: impl Into<FactorId>, factor_type: FactorType) -> Self {
        Self {
            id: id.into(),
            kind: factor_type.kind,
            issuer: factor_type.issuer,
            status: FactorStatus::Active,
            label: None,
            default: false,
            created: None,
            last_updated: None,
            last_verified: None,
            destination: None,
            family: None,
            hidden: false,
            locked: false,
            returns: false,
            detail: BTreeMap::new(),
            secret: None,
            spent: None,
            counter: 0,
        }
    }

    /// Kind and issuer together.
    pub fn factor_type(&self) -> FactorType {
        FactorType { kind: self.kind.clone(), issuer: self.issuer.clone() }
    }

    /// Whether the removal of this factor takes `other` with it.
    pub fn takes(&self, other: &Self) -> bool {
        let (Some(mine), Some(theirs)) = (&self.family, &other.family) else { return false };
        mine.takes_all && mine.name == theirs.name && self.id != other.id
    }
}
