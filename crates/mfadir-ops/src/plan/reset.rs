//! The plan to remove all factors.

use mfadir_core::{Factor, Left, Operation, RemoveOptions};

use super::{Act, Note, Plan, Step, draft::Draft, steps};
use crate::{
    error::Result,
    facts::{Facts, Listing},
    guard::Guard,
    mandate::Mandate,
    offered::offered,
};

/// The plan to remove everything that is listed, pending factors too: in the provider's single act where it has one,
/// else one by one. Where the provider lists nobody's factors, only its single act can be planned.
pub fn plan_reset(facts: &Facts, mandate: &Mandate, guard: &Guard) -> Result<Plan> {
    let draft = Draft {
        act: Act::Reset,
        steps: steps(facts)?,
        options: RemoveOptions::default(),
        kept: Vec::new(),
        keeps_nothing: Vec::new(),
        notes: Note::about_administrator(&facts.administrator()).into_iter().collect(),
    };
    let mut plan = draft.complete(facts, mandate, guard);
    plan.notes.extend(about_what_is_left(&plan));
    Ok(plan)
}

fn steps(facts: &Facts) -> Result<Vec<Step>> {
    if facts.listing == Listing::NotOffered {
        return unlisted(facts);
    }
    let capabilities = &facts.profile.capabilities;
    if facts.listed()?.is_empty() {
        return Ok(Vec::new());
    }
    if !capabilities.offers(Operation::Reset) && capabilities.offers(Operation::Remove) {
        return Ok(steps::removals(&facts.factors, &facts.factors.iter().collect::<Vec<&Factor>>()));
    }
    offered(&facts.profile, Operation::Reset)?;
    Ok(vec![Step::Reset { factors: facts.factors.clone() }])
}

/// Nothing is to do where the provider says that there is nothing.
fn unlisted(facts: &Facts) -> Result<Vec<Step>> {
    offered(&facts.profile, Operation::Reset)?;
    let reset = (facts.user.has_factors != Some(false)).then(|| Step::Reset { factors: Vec::new() });
    Ok(reset.into_iter().collect())
}

fn about_what_is_left(plan: &Plan) -> Vec<Note> {
    let login = plan.user.login.clone();
    let nothing_left = (plan.left == Left::No).then_some(Note::NothingLeft { login });
    let unseen = (plan.left == Left::CannotTell && !plan.unseen.is_empty()).then(|| Note::Unseen(plan.unseen.clone()));
    nothing_left.into_iter().chain(unseen).collect()
}
