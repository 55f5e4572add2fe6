//! What is written down although nothing was written to a provider.

use jiff::Timestamp;
use mfadir_core::{Operator, TenantName};
use mfadir_policy::{
    About, Approval, Audience, ChangeApproval, ChangeRequest, Lifted, Receipt, Refusal, Request, Target, Verb,
};

use crate::{aftermath::Owed, permit::Permit, reconcile::Tally, refused::Refused};

/// Something that happened at the desk, for the log.
#[derive(Clone, Debug, PartialEq)]
pub struct DeskNote {
    /// When.
    pub at: Timestamp,
    /// Where.
    pub tenant: TenantName,
    /// Who acted.
    pub operator: Operator,
    /// Whom it is about.
    pub user: Option<About>,
    /// What was asked for.
    pub verb: Option<Verb>,
    /// For which ticket.
    pub ticket: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rules that were lifted for it.
    pub lifted: Vec<Lifted>,
    /// The id of the request that it belongs to, and when that was decided about.
    pub request: Option<(String, Timestamp)>,
    /// What happened.
    pub what: Happened,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// Rules stood against the request, and nothing was sent.
    Refused(Vec<Refusal>),
    /// The caller was verified.
    Verified(Receipt),
    /// The person denied a challenge: somebody may be attacking them.
    Denied(Target),
    /// A challenge was not answered in time.
    TimedOut(Target),
    /// A second operator was asked.
    Asked(Request),
    /// A second operator agreed.
    Approved(Approval),
    /// A second operator was asked to look at a plan file.
    AskedChange(ChangeRequest),
    /// A second operator agreed to a plan file.
    ApprovedChange(ChangeApproval),
    /// Something secret or personal was shown in full; the text says what, not how it reads.
    Revealed(String),
    /// Somebody was told, or could not be.
    Told(Notice),
    /// The person was to be signed out and is not; the clause says why.
    SessionsLeft(String),
    /// The log was compared with the provider's and the tickets.
    Reconciled(Reconciled),
}

/// A comparison, as far as the log keeps it: the provider forgets its side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciled {
    /// From when on.
    pub since: Timestamp,
    /// How much there was, and how it stands.
    pub tally: Tally,
    /// What did not fit or could not be told, a line each.
    pub findings: Vec<String>,
}

/// A message, as far as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who; nothing for the ticket.
    pub audience: Option<Audience>,
    /// By which way: `mail`, `webhook`, the ticket system's name.
    pub by: Option<String>,
    /// Their address, masked.
    pub to: Option<String>,
    /// What came of it.
    pub result: NoticeResult,
}

impl Notice {
    /// What is owed no longer, whatever came of it.
    pub fn settles(&self) -> Owed {
        match self.audience {
            Some(audience) => Owed::Told(audience, self.by.clone().unwrap_or_default()),
            None => Owed::Ticket,
        }
    }
}

/// What came of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeResult {
    /// The next hop took it.
    Sent,
    /// It was not sent, as a clause.
    NotSent(String),
}

impl DeskNote {
    /// A note about what a request asked for.
    pub fn about(request: &Request, at: Timestamp, what: Happened) -> Self {
        Self {
            at,
            tenant: request.tenant.clone(),
            operator: request.operator.clone(),
            user: Some(request.user.clone()),
            verb: Some(request.verb),
            ticket: request.ticket.clone(),
            reason: request.reason.clone(),
            lifted: Vec::new(),
            request: Some((request.id.clone(), request.at)),
            what,
        }
    }

    /// A note about a plan file, which is about nobody alone.
    pub fn about_change(request: &ChangeRequest, at: Timestamp, what: Happened) -> Self {
        Self {
            at,
            tenant: request.tenant.clone(),
            operator: request.operator.clone(),
            user: None,
            verb: None,
            ticket: request.ticket.clone(),
            reason: request.reason.clone(),
            lifted: Vec::new(),
            request: None,
            what,
        }
    }

    /// That rules stood against a request.
    pub fn refused(refused: &Refused, at: Timestamp) -> Self {
        Self::about(&refused.request, at, Happened::Refused(refused.refusals.clone()))
    }

    /// A note about what happened under a permit.
    pub fn under(permit: &Permit, at: Timestamp, what: Happened) -> Self {
        Self { lifted: permit.lifted.clone(), ..Self::about(&permit.request, at, what) }
    }
}
