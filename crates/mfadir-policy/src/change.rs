//! A plan file that a second operator is asked to look at, and that they agree to it as it is.

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Operator, TenantName};
use serde::{Deserialize, Serialize};

use crate::{
    approval::{NoApproval, in_time, not_concerned, second},
    digest::Digest,
    request::Request,
};

/// The word in [`ChangeRequest::schema`].
pub const CHANGE_REQUEST_SCHEMA: &str = "mfadir.change-request/v1";

/// The word in [`ChangeApproval::schema`].
pub const CHANGE_APPROVAL_SCHEMA: &str = "mfadir.change-approval/v1";

/// A plan file over many people of one tenant, which waits for a second operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRequest {
    /// [`CHANGE_REQUEST_SCHEMA`].
    pub schema: String,
    /// The name by which a second person finds it.
    pub id: String,
    /// Where.
    pub tenant: TenantName,
    /// The plan file's bytes.
    pub change: Digest,
    /// Its name, as the operator tells it: nobody vouches for it.
    pub file: String,
    /// How many bytes it has.
    pub size: u64,
    /// Who asks.
    pub operator: Operator,
    /// For which ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A second operator agrees to a plan file, byte for byte, for some time: it counts for each of its steps, and for
/// nothing else. A record of its own, so that it can never be read as an approval of one act, nor the other way round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeApproval {
    /// [`CHANGE_APPROVAL_SCHEMA`].
    pub schema: String,
    /// Its name; a used one is known by it.
    pub id: String,
    /// The request that was looked at.
    pub request: String,
    /// Where.
    pub tenant: TenantName,
    /// The plan file's bytes.
    pub change: Digest,
    /// Who agrees.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Until when it counts.
    pub until: Timestamp,
}

impl ChangeApproval {
    /// Whether the request is a step of exactly this plan, now: of any verb, and of any person but whoever approved it.
    /// `valid` is how long one counts.
    pub fn fits(&self, request: &Request, now: Timestamp, valid: SignedDuration) -> Result<(), NoApproval> {
        not_concerned(&self.by, &request.user)?;
        self.counts(&request.tenant, request.change, &request.operator, (now, valid))
    }

    /// Whether it answers what was asked for, now.
    pub fn answers(&self, request: &ChangeRequest, now: Timestamp, valid: SignedDuration) -> Result<(), NoApproval> {
        self.counts(&request.tenant, Some(request.change), &request.operator, (now, valid))
    }

    fn counts(
        &self,
        tenant: &TenantName,
        change: Option<Digest>,
        operator: &Operator,
        (now, valid): (Timestamp, SignedDuration),
    ) -> Result<(), NoApproval> {
        let same = [
            ("kind of record", self.schema == CHANGE_APPROVAL_SCHEMA),
            ("way of working", change.is_some()),
            ("tenant", self.tenant == *tenant),
            ("plan file", change == Some(self.change)),
        ];
        if let Some((what, _)) = same.into_iter().find(|(_, same)| !same) {
            return Err(NoApproval::Other(what));
        }
        second(&self.by, operator)?;
        in_time((self.at, self.until), now, valid)
    }
}
