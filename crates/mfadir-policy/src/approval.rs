//! That a second operator agrees.

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Operator, TenantName, UserId};
use serde::{Deserialize, Serialize};

use crate::{
    request::{About, Request, Target},
    verb::Verb,
};

/// The word in [`Approval::schema`].
pub const APPROVAL_SCHEMA: &str = "mfadir.approval/v1";

/// A second operator agrees to one verb on one person for one ticket, for some time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// [`APPROVAL_SCHEMA`].
    pub schema: String,
    /// Its name; a used one is known by it.
    pub id: String,
    /// The request that was looked at.
    pub request: String,
    /// Where.
    pub tenant: TenantName,
    /// On whom.
    pub user: UserId,
    /// What.
    pub verb: Verb,
    /// On which factors: those of the request that was looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<Target>,
    /// For which ticket.
    pub ticket: Option<String>,
    /// Who agrees.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Until when it counts.
    pub until: Timestamp,
}

/// Why an approval does not count for a request, as a clause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoApproval {
    /// Too late.
    #[error("the approval ended {0:.0}")]
    Old(Timestamp),
    /// It says that it was made after now.
    #[error("the approval is dated in the future ({0:.0})")]
    Future(Timestamp),
    /// It says that it counts for longer than the policy lets any.
    #[error("the approval claims to count for longer than the policy's {0:#}")]
    Long(SignedDuration),
    /// Another person's, tenant's, ticket's or verb's, or not an approval.
    #[error("the approval is for another {0}")]
    Other(&'static str),
    /// Nobody agrees with themselves.
    #[error("the approval is the asking operator's own")]
    Own,
    /// Nobody agrees to what is done for themselves.
    #[error("the approval is by {0}, whom the act is for")]
    Concerned(String),
}

impl Approval {
    /// Whether it is for exactly this request, or for the act that it is the rest of, now; `valid` is how long one counts.
    pub fn fits(&self, request: &Request, now: Timestamp, valid: SignedDuration) -> Result<(), NoApproval> {
        let same = [
            ("kind of record", self.schema == APPROVAL_SCHEMA),
            ("way of working", request.change.is_none()),
            ("tenant", self.tenant == request.tenant),
            ("user", self.user == request.user.id),
            ("verb", self.verb == request.verb || request.verb.continues(self.verb)),
            ("ticket", self.ticket == request.ticket),
            ("factor", self.names(request)),
        ];
        if let Some((what, _)) = same.into_iter().find(|(_, same)| !same) {
            return Err(NoApproval::Other(what));
        }
        second(&self.by, &request.operator)?;
        not_concerned(&self.by, &request.user)?;
        in_time((self.at, self.until), now, valid)
    }

    /// Whether nothing is asked for that was not looked at. A reset takes all, and what is the rest of an act works on what
    /// that left.
    fn names(&self, request: &Request) -> bool {
        let was_looked_at = |factor: &Target| self.factors.iter().any(|known| known.is(factor));
        request.verb != self.verb || request.verb == Verb::Reset || request.factors.iter().all(was_looked_at)
    }
}

/// Nobody agrees with themselves, nor with a program that acts for them.
pub(crate) fn second(by: &str, operator: &Operator) -> Result<(), NoApproval> {
    let own = by == operator.id || operator.on_behalf_of.as_deref() == Some(by);
    if own { Err(NoApproval::Own) } else { Ok(()) }
}

/// Nobody agrees to what is done for themselves.
pub(crate) fn not_concerned(by: &str, user: &About) -> Result<(), NoApproval> {
    if user.is_called(by) { Err(NoApproval::Concerned(by.to_owned())) } else { Ok(()) }
}

pub(crate) fn in_time(
    (at, until): (Timestamp, Timestamp),
    now: Timestamp,
    valid: SignedDuration,
) -> Result<(), NoApproval> {
    match now {
        now if now < at => Err(NoApproval::Future(at)),
        now if now >= until => Err(NoApproval::Old(until)),
        _ if at.duration_until(until) > valid => Err(NoApproval::Long(valid)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::NoApproval;
    use crate::receipt::NoReceipt;

    #[test]
    fn people_are_told_whole_seconds() {
        let at: Timestamp = "2026-03-02T10:00:22.405573065Z".parse().expect("a time");
        let told = [
            NoApproval::Old(at).to_string(),
            NoApproval::Future(at).to_string(),
            NoReceipt::Old(at).to_string(),
            NoReceipt::Future(at).to_string(),
        ];
        assert!(told.iter().all(|text| text.contains("2026-03-02T10:00:22Z")), "{told:?}");
    }
}
