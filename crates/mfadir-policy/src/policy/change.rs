//! What holds where a plan file is applied.

use super::Policy;
use crate::rule::{Refusal, Rule};

/// The settings for a change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What the rules ask of each step.
    pub policy: Policy,
    /// How much one plan file may hold.
    pub plan: PlanLimits,
}

/// How much one plan file may hold; nothing is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanLimits {
    /// How many people.
    pub people: Option<u32>,
    /// How many factors of theirs.
    pub factors: Option<u32>,
}

impl PlanLimits {
    /// What stands against a plan over so many people that takes so many factors.
    pub fn refuse(self, people: usize, factors: usize) -> Option<Refusal> {
        let over = [("people", people, self.people), ("factors", factors, self.factors)];
        over.into_iter().find_map(|(what, count, most)| {
            let most = most.filter(|most| count > *most as usize)?;
            let text = format!("the plan file holds {count} {what}, and the cap is {most}");
            Some(Refusal::new(Rule::Cap, text).next("split it into several"))
        })
    }
}
