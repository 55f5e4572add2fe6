//! The record that a caller was verified.

use std::{fmt, str::FromStr};

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{FactorId, Operator, TenantName, UserId};
use serde::{Deserialize, Serialize};

use crate::{request::Request, verb::Verb};

/// The word in [`Receipt::schema`].
pub const RECEIPT_SCHEMA: &str = "mfadir.receipt/v1";

/// How somebody vouches for a caller who has no factor left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attested {
    /// The caller's manager, on a call that the desk made.
    Manager,
    /// The caller stood at the desk.
    InPerson,
    /// The desk called back on a number that it knew before.
    Callback,
    /// An identity document was looked at.
    IdDocument,
}

impl Attested {
    /// Every method.
    pub const ALL: &[Self] = &[Self::Manager, Self::InPerson, Self::Callback, Self::IdDocument];

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::InPerson => "in-person",
            Self::Callback => "callback",
            Self::IdDocument => "id-document",
        }
    }
}

impl fmt::Display for Attested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Attested {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.iter().map(|method| method.as_str()).collect::<Vec<_>>().join(", ");
        let found = Self::ALL.iter().copied().find(|method| method.as_str() == text);
        found.ok_or_else(|| format!("{text:?} is none of {}", known()))
    }
}

/// What was proven, or who vouches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The caller passed a challenge of one of their factors.
    #[serde(rename_all = "kebab-case")]
    Factor {
        /// The provider's id of the factor.
        id: FactorId,
        /// `kind@issuer`.
        factor_type: String,
        /// The provider's id of the challenge or of the request that verified it, by which its log knows it.
        transaction: Option<String>,
    },
    /// Somebody vouches.
    #[serde(rename_all = "kebab-case")]
    Attested {
        /// How.
        by: Attested,
        /// What they say, in the operator's words.
        text: String,
    },
}

/// That a caller was verified: for one person, one ticket, one purpose, a short time and one use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// [`RECEIPT_SCHEMA`].
    pub schema: String,
    /// Its name; a used one is known by it.
    pub id: String,
    /// Where.
    pub tenant: TenantName,
    /// Who was verified.
    pub user: UserId,
    /// What was proven.
    pub evidence: Evidence,
    /// Who verified the caller.
    pub operator: Operator,
    /// For which ticket.
    pub ticket: Option<String>,
    /// For which verb; nothing where any verb may follow.
    pub purpose: Option<Verb>,
    /// When.
    pub at: Timestamp,
    /// Until when it counts.
    pub until: Timestamp,
}

/// Why a receipt does not count for a request, as a clause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoReceipt {
    /// Too late.
    #[error("the receipt ended {0:.0}")]
    Old(Timestamp),
    /// It says that it was made after now.
    #[error("the receipt is dated in the future ({0:.0})")]
    Future(Timestamp),
    /// It says that it counts for longer than the policy lets any.
    #[error("the receipt claims to count for longer than the policy's {0:#}")]
    Long(SignedDuration),
    /// Another person's, tenant's, ticket's or verb's, or not a receipt.
    #[error("the receipt is for another {0}")]
    Other(&'static str),
}

impl Receipt {
    /// How long a receipt counts unless the policy says otherwise.
    pub const VALID: SignedDuration = SignedDuration::from_mins(10);

    /// Whether it is for exactly this request, or for the act that it is the rest of, now; `valid` is how long one counts.
    pub fn fits(&self, request: &Request, now: Timestamp, valid: SignedDuration) -> Result<(), NoReceipt> {
        let same = [
            ("kind of record", self.schema == RECEIPT_SCHEMA),
            ("tenant", self.tenant == request.tenant),
            ("user", self.user == request.user.id),
            ("ticket", self.ticket == request.ticket),
            ("verb", self.purpose.is_none_or(|purpose| purpose == request.verb || request.verb.continues(purpose))),
        ];
        if let Some((what, _)) = same.into_iter().find(|(_, same)| !same) {
            return Err(NoReceipt::Other(what));
        }
        match now {
            now if now < self.at => Err(NoReceipt::Future(self.at)),
            now if now >= self.until => Err(NoReceipt::Old(self.until)),
            _ if self.at.duration_until(self.until) > valid => Err(NoReceipt::Long(valid)),
            _ => Ok(()),
        }
    }
}
