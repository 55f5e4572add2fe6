//! All that a decision is made from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::{
    digest::Digest, history::History, operators::Operators, policy::Policy, request::Request, rule::Refusal,
    signature::Signed, verb::Verb,
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

/// What a receipt or an approval was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// An act at the desk.
    Act(Verb),
    /// A step of this change.
    Step(Digest),
}

/// The ids of receipts and approvals that were used, and for what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used(BTreeMap<String, BTreeSet<Use>>);

impl Used {
    /// Notes a use.
    pub fn note(&mut self, id: &str, verb: Verb) {
        self.0.entry(id.to_owned()).or_default().insert(Use::Act(verb));
    }

    /// Notes a use by a step of a change.
    pub fn note_step(&mut self, id: &str, change: Digest) {
        self.0.entry(id.to_owned()).or_default().insert(Use::Step(change));
    }

    /// Whether anything rested on it.
    pub fn any_of(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Whether it is used up for this verb: the rest of an earlier act may still rest on it. A sign-out, which follows
    /// most acts and gives nobody a way in, uses nothing up.
    pub fn up(&self, id: &str, verb: Verb) -> bool {
        self.any(id, |earlier| match earlier {
            Use::Act(Verb::EndSessions) => false,
            Use::Act(earlier) => !verb.continues(*earlier),
            Use::Step(_) => true,
        })
    }

    /// Whether it is used up for the steps of this change. A plan is one use: each of its steps may rest on it, as often
    /// as the plan is applied, and nothing else may.
    pub fn up_for_steps(&self, id: &str, change: Digest) -> bool {
        self.any(id, |earlier| *earlier != Use::Step(change))
    }

    fn any(&self, id: &str, uses_up: impl Fn(&Use) -> bool) -> bool {
        self.0.get(id).is_some_and(|uses| uses.iter().any(uses_up))
    }
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
