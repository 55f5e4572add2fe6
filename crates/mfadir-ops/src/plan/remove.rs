//! The plan to remove some factors.

use mfadir_core::{Factor, FactorId, Operation, RemoveOptions};

use super::{Act, Note, Plan, draft::Draft, steps};
use crate::{error::Result, facts::Facts, guard::Guard, mandate::Mandate, offered::offered, selector::FactorSelector};

/// What is to go, and what is to stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoveRequest {
    /// What is to go.
    pub remove: Vec<FactorSelector>,
    /// What is to stay: every match, and each must match an active factor.
    pub keep: Vec<FactorSelector>,
    /// Whether a selector may match several factors.
    pub all_matching: bool,
    /// Whether a selector may match none.
    pub if_present: bool,
    /// How factors are removed.
    pub options: RemoveOptions,
}

/// The plan to remove what the request selects. A selector that matches several factors, or none, is an error unless
/// the request allows it; a word that means nothing is one always. What the guard rules say stands in the plan.
pub fn plan_remove(facts: &Facts, request: &RemoveRequest, mandate: &Mandate, guard: &Guard) -> Result<Plan> {
    facts.listed()?;
    offered(&facts.profile, Operation::Remove)?;
    let mut notes = Vec::new();
    let mut targets: Vec<&Factor> = Vec::new();
    for selector in &request.remove {
        match selector.to_remove(facts, request.all_matching)? {
            Some(factors) => targets.extend(factors),
            None if request.if_present => notes.push(Note::NothingMatches { selector: selector.to_string() }),
            None => return Err(selector.no_factor(facts)),
        }
    }
    let (kept, keeps_nothing) = keep(facts, request, &mut notes);
    let draft = Draft {
        act: Act::Removal,
        steps: steps::removals(&facts.removable(), &once(targets)),
        options: request.options.clone(),
        kept,
        keeps_nothing,
        notes,
    };
    Ok(draft.complete(facts, mandate, guard))
}

fn once(targets: Vec<&Factor>) -> Vec<&Factor> {
    let mut seen: Vec<&Factor> = Vec::with_capacity(targets.len());
    for target in targets {
        if seen.iter().all(|known| known.id != target.id) {
            seen.push(target);
        }
    }
    seen
}

fn keep(facts: &Facts, request: &RemoveRequest, notes: &mut Vec<Note>) -> (Vec<FactorId>, Vec<String>) {
    let mut kept: Vec<FactorId> = Vec::new();
    let mut keeps_nothing = Vec::new();
    for selector in &request.keep {
        let matched = selector.among_all(facts).factors;
        if !matched.iter().any(|factor| factor.status == mfadir_core::FactorStatus::Active) {
            keeps_nothing.push(selector.to_string());
        }
        for factor in matched.into_iter().filter(|factor| !kept.contains(&factor.id)).collect::<Vec<_>>() {
            notes.extend(Note::about_kept(factor, facts.read_at));
            kept.push(factor.id.clone());
        }
    }
    (kept, keeps_nothing)
}
