//! The desk: who keeps the policy, the operators, receipts, approvals and the log, here or on another machine.

mod gather;
mod note;

use std::sync::Arc;

use async_trait::async_trait;
use mfadir_core::Result;
use mfadir_policy::{
    About, Approval, ChangeApproval, ChangeRequest, History, Notifier, Operators, Policy, Receipt, Request, Signed,
    TicketQuestion, TicketState, Used,
};

pub use gather::guard_for;
pub use note::{DeskNote, Happened, Notice, NoticeResult, Reconciled};

use crate::record::Recorder;

/// What was handed in for a request, and what of it was used before.
#[derive(Clone, Debug, Default)]
pub struct Proofs {
    /// The receipt that says that the caller was verified: the youngest for this person and ticket that is not used up.
    pub receipt: Option<Signed>,
    /// The approvals for this person, verb and ticket; for a step of a change, those of its plan file.
    pub approvals: Vec<Signed>,
    /// What earlier acts rested on.
    pub used: Used,
}

/// An act that a second person was asked to look at, and how it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedAct {
    /// What was asked.
    pub request: Request,
    /// The approvals that count for it now.
    pub approvals: Vec<Approval>,
    /// Whether it was done since.
    pub done: bool,
}

/// A plan file that a second person was asked to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedChange {
    /// What was asked.
    pub request: ChangeRequest,
    /// The approvals that count for it now.
    pub approvals: Vec<Signed>,
    /// Whether a step of it was done since.
    pub done: bool,
}

/// One tenant's desk. The verbs of the help desk call it and nothing else, so that it may be a folder on this machine or
/// a service on another. Nothing that it hands out is trusted by itself: the rules look at each signature.
#[async_trait]
pub trait Desk: std::fmt::Debug + Send + Sync {
    /// The tenant's policy.
    fn policy(&self) -> Arc<Policy>;

    /// Who may act, and whose signatures count.
    fn operators(&self) -> Arc<Operators>;

    /// Whether what this desk's operator signs counts: `Invalid` where the operators file has them, and no key is here or
    /// another one. Whoever is not in the file is refused by the rules.
    fn signs(&self) -> Result<()>;

    /// The protected users that the tenant's own configuration names, beside those of the policy.
    fn protected(&self) -> Vec<String>;

    /// What this operator did to anybody, and what anybody did to this person. What could not be read is a gap in it.
    async fn history(&self, operator: &str, user: &About) -> Result<History>;

    /// What was handed in for the request.
    async fn proofs(&self, request: &Request) -> Result<Proofs>;

    /// What the ticket system says; [`TicketState::NotAsked`] where there is none.
    async fn ticket(&self, question: &TicketQuestion) -> TicketState;

    /// Adds the outcome to the ticket, and answers with the system's name; nothing where there is no such system.
    async fn work_note(&self, ticket: &str, text: &str) -> Result<Option<String>>;

    /// Signs a receipt as the operator who made it, and keeps it.
    async fn keep_receipt(&self, receipt: &Receipt) -> Result<Signed>;

    /// Keeps a request for a second person to look at. One of the same id is replaced.
    async fn ask(&self, request: &Request) -> Result<()>;

    /// The requests that were kept, each name once.
    async fn requests(&self) -> Result<Vec<AskedAct>>;

    /// Signs an approval as the operator who gives it, and keeps it.
    async fn approve(&self, approval: &Approval) -> Result<Signed>;

    /// Keeps a plan file's request for a second person to look at. One of the same id is replaced.
    async fn ask_change(&self, request: &ChangeRequest) -> Result<()>;

    /// The plan files that a second person was asked to look at.
    async fn changes(&self) -> Result<Vec<AskedChange>>;

    /// Signs an approval of a plan file as the operator who gives it, and keeps it.
    async fn approve_change(&self, approval: &ChangeApproval) -> Result<Signed>;

    /// Keeps account of every write.
    fn recorder(&self) -> Arc<dyn Recorder>;

    /// Writes down what was no write. `WrongProof` for a second receipt for what a caller answered once.
    async fn note(&self, note: &DeskNote) -> Result<()>;

    /// The hash of the log's last entry, which messages carry so that a copy of it is elsewhere; nothing without a log.
    async fn head(&self) -> Option<String>;

    /// The ways to tell people.
    fn notifiers(&self) -> Vec<Arc<dyn Notifier>>;
}
