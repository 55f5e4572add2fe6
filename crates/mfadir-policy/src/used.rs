//! What receipts and approvals were used for.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    digest::Digest,
    request::{Request, Target},
    verb::Verb,
};

/// What rested on one receipt or approval.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Uses {
    /// The acts that were begun: nobody knows of each that it was done.
    begun: BTreeSet<Verb>,
    /// The acts that were done.
    done: BTreeSet<Verb>,
    /// The plan files of which steps were begun.
    steps: BTreeSet<Digest>,
    /// The factors that were made, or worked on first.
    made: Vec<Target>,
}

impl Uses {
    /// The acts that use it up. A sign-out, which follows most acts and gives nobody a way in, does not.
    fn acts(&self) -> impl Iterator<Item = Verb> {
        self.begun.iter().copied().filter(|verb| *verb != Verb::EndSessions)
    }
}

/// The ids of receipts and approvals that were used, and for what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used(BTreeMap<String, Uses>);

/// Why nothing more may rest on a receipt or an approval, as what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Spent {
    /// It was used for an act that this one does not continue.
    #[error("was used already")]
    Used,
    /// It is good for what follows an act, once that is done, and it is not.
    #[error("is for {}, which is not known to be done", .0.noun())]
    NotDone(Verb),
    /// The factor was not made under it.
    #[error("is for another factor")]
    OtherFactor,
}

impl Used {
    /// Notes that an act was begun that rests on it. Unless it is noted as done too, nobody knows how it ended.
    pub fn begin(&mut self, id: &str, verb: Verb) {
        self.of(id).begun.insert(verb);
    }

    /// Notes that an act was done that rests on it.
    pub fn note(&mut self, id: &str, verb: Verb) {
        self.begin(id, verb);
        self.of(id).done.insert(verb);
    }

    /// Notes a use by a step of a change.
    pub fn note_step(&mut self, id: &str, change: Digest) {
        self.of(id).steps.insert(change);
    }

    /// Notes a factor that was made under it, or that the first activation under it worked on.
    pub fn note_made(&mut self, id: &str, factor: Target) {
        self.of(id).made.push(factor);
    }

    /// Whether an act at the desk may rest on it now. The first is what it was given for, or any where that is nothing;
    /// after that only the rest of an act that was really done under it: a code after a reset, and the activation of the
    /// very factor that was made.
    pub fn rest(&self, id: &str, given_for: Option<Verb>, request: &Request) -> Result<(), Spent> {
        let (verb, unused) = (request.verb, Uses::default());
        let uses = self.0.get(id).unwrap_or(&unused);
        if !uses.steps.is_empty() || !uses.acts().all(|earlier| verb.continues(earlier)) {
            return Err(Spent::Used);
        }
        let Some(earlier) = uses.acts().next() else {
            return given_for.filter(|first| *first != verb).map_or(Ok(()), |first| Err(Spent::NotDone(first)));
        };
        let first = given_for.or_else(|| uses.acts().find(|act| uses.done.contains(act))).unwrap_or(earlier);
        match () {
            () if !uses.done.contains(&first) => Err(Spent::NotDone(first)),
            () if verb == Verb::Activate && !uses.holds(&request.factors) => Err(Spent::OtherFactor),
            () => Ok(()),
        }
    }

    /// Whether it is used up for the steps of this change. A plan is one use: each of its steps may rest on it, as often
    /// as the plan is applied, and nothing else may.
    pub fn up_for_steps(&self, id: &str, change: Digest) -> bool {
        let is_up = |uses: &Uses| !uses.begun.is_empty() || uses.steps.iter().any(|earlier| *earlier != change);
        self.0.get(id).is_some_and(is_up)
    }

    /// Whether anything rested on it that uses it up.
    pub fn is_begun(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|uses| !uses.steps.is_empty() || uses.acts().next().is_some())
    }

    fn of(&mut self, id: &str) -> &mut Uses {
        self.0.entry(id.to_owned()).or_default()
    }
}

impl Uses {
    /// Whether all of these were made under it, and there is one.
    fn holds(&self, factors: &[Target]) -> bool {
        let made = |factor: &Target| self.made.iter().any(|made| made.is(factor));
        !factors.is_empty() && factors.iter().all(made)
    }
}
