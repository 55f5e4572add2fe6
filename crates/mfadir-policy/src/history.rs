//! What was done before, as far as it matters to a rule.

use jiff::{SignedDuration, Timestamp};

use crate::verb::Verb;

/// An act on the person, or by the operator, that is known of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastAct {
    /// When.
    pub at: Timestamp,
    /// What.
    pub verb: Verb,
    /// Who did it, as far as it is known: the provider's log may name only a credential.
    pub operator: Option<String>,
    /// For which ticket.
    pub ticket: Option<String>,
    /// The id of the receipt that it rests on; nothing where it rests on none, or where only the provider tells of it.
    pub receipt: Option<String>,
    /// Whether it was on the person whom the request is about.
    pub on_user: bool,
    /// Whether the person denied it: a challenge that they did not ask for.
    pub denied: bool,
}

/// What is known of earlier acts: by this operator on anybody, and by anybody on this person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The acts, in no order.
    pub acts: Vec<PastAct>,
    /// What could not be read, as clauses: then the numbers may be too low.
    pub gaps: Vec<String>,
}

impl History {
    /// The acts since then.
    pub fn since(&self, now: Timestamp, ago: SignedDuration) -> impl Iterator<Item = &PastAct> {
        self.acts.iter().filter(move |act| act.at.duration_until(now) < ago)
    }
}
