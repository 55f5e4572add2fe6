//! What is written down.

use std::fmt;

use jiff::Timestamp;
use mfadir_core::{FactorId, Operator, TenantName, UserId};
use serde::{Deserialize, Serialize};

/// What an entry tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A write is about to be sent.
    Intent,
    /// How a write ended.
    Outcome,
    /// What a read-back showed after the writes.
    ReadBack,
    /// A rule stood against what was asked for, and nothing was sent.
    Refusal,
    /// The caller was verified.
    Receipt,
    /// A challenge was denied by the person.
    Denial,
    /// A challenge was not answered in time.
    TimedOut,
    /// A second operator was asked.
    Request,
    /// A second operator agreed.
    Approval,
    /// Something secret or personal was shown in full.
    Reveal,
    /// Somebody was told, or could not be.
    Notice,
    /// The log was compared with the provider's and the tickets.
    Reconciliation,
    /// The log itself was mended after a crash.
    Repair,
}

impl EntryKind {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Intent => "intent",
            Self::Outcome => "outcome",
            Self::ReadBack => "read-back",
            Self::Refusal => "refusal",
            Self::Receipt => "receipt",
            Self::Denial => "denial",
            Self::TimedOut => "timed-out",
            Self::Request => "request",
            Self::Approval => "approval",
            Self::Reveal => "reveal",
            Self::Notice => "notice",
            Self::Reconciliation => "reconciliation",
            Self::Repair => "repair",
        }
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The person that an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The provider's id.
    pub id: UserId,
    /// What they sign in with.
    pub login: String,
}

/// A factor that an entry speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The provider's id; nothing for one that is to be made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<FactorId>,
    /// `kind@issuer`.
    #[serde(rename = "type")]
    pub factor_type: String,
}

/// A rule that the operator lifted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiftedRule {
    /// Its name.
    pub rule: String,
    /// What it would have stood against.
    pub text: String,
}

/// One entry of the audit log. Fields are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What it tells.
    pub kind: EntryKind,
    /// On which tenant.
    pub tenant: TenantName,
    /// The tenant's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The provider's own id of the tenant, where it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_tenant: Option<String>,
    /// Who.
    pub operator: Operator,
    /// On whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<Person>,
    /// What: `reset`, `remove` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verb: Option<String>,
    /// Which act of the contract it is: a reset may be several removals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The request that was decided about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// When that was: who asks again asks under the same name, at another time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_at: Option<Timestamp>,
    /// For which ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The receipt that it rests on, or that it tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The approvals that it rests on, or that it tells of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<String>,
    /// The digest of the plan file that it is a step of, or that it tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// The digest of the receipt or approval that it tells of, as it is signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// The rules that the operator lifted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifted: Vec<LiftedRule>,
    /// The factors that it takes, asks or makes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<Mention>,
    /// The factors that were listed before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Vec<Mention>>,
    /// The factors that were listed afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Vec<Mention>>,
    /// The provider's ids of the requests, or of the challenge.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub request_ids: Vec<String>,
    /// The number of the intent that it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// How it ended: `done`, `failed`, `unknown` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// What the fields do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The version of the tool.
    pub version: String,
}

impl Entry {
    /// An entry that says who, where, when and what kind.
    pub fn new(kind: EntryKind, at: Timestamp, tenant: TenantName, operator: Operator, version: &str) -> Self {
        Self {
            at,
            kind,
            tenant,
            operator,
            origin: None,
            provider_tenant: None,
            user: None,
            verb: None,
            operation: None,
            request: None,
            requested_at: None,
            ticket: None,
            reason: None,
            receipt: None,
            approvals: Vec::new(),
            change: None,
            record: None,
            lifted: Vec::new(),
            factors: Vec::new(),
            before: None,
            after: None,
            request_ids: Vec::new(),
            of: None,
            result: None,
            detail: None,
            version: version.to_owned(),
        }
    }
}
