//! All that a decision is made from.

use jiff::Timestamp;

use crate::{
    history::History, operators::Operators, policy::Policy, request::Request, rule::Refusal, signature::Signed,
    used::Used,
};

/// Yes, no, or nobody can tell; with the reason as a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is so.
    Yes(String),
    /// It is not.
    No,
    /// It could not be found out.
    CannotTell(String),
}

/// What the ticket system says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketState {
    /// Nobody asked it.
    NotAsked,
    /// The ticket is there, open, and for this person.
    Fits,
    /// It is not, as a clause.
    DoesNotFit(String),
    /// It does not answer, as a clause.
    CannotTell(String),
}

/// One request and what is known around it. Time is a value here, as everything else.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The rules' settings.
    pub policy: &'a Policy,
    /// What is asked for.
    pub request: &'a Request,
    /// Now.
    pub now: Timestamp,
    /// Who may act.
    pub operators: &'a Operators,
    /// What the ticket system says.
    pub ticket: TicketState,
    /// The receipt that is handed in.
    pub receipt: Option<&'a Signed>,
    /// The approvals that are handed in.
    pub approvals: &'a [Signed],
    /// The receipts and approvals that were used.
    pub used: Used,
    /// Whether the person is protected.
    pub protected: Told,
    /// Whether the operator is the person.
    pub own: Told,
    /// Whether the person can do it themselves.
    pub self_service: Told,
    /// Whether a smaller act would help: which.
    pub smaller: Told,
    /// Whether no factor can prove the caller now, so that somebody has to vouch for them.
    pub unproven: bool,
    /// What was done before.
    pub history: History,
    /// Whether it only goes on with a challenge that was sent before: then nothing new reaches the person.
    pub goes_on: bool,
    /// What stands against the plan by itself: rules about factors and numbers, found where the plan was made.
    pub standing: Vec<Refusal>,
}

impl Case<'_> {
    /// The settings for the request's way of working.
    pub fn settings(&self) -> &Policy {
        self.policy.of(self.request.way())
    }
}
