//! The plan to remove all factors.

use mfadir_core::{Error as CoreError, Factor, Left, Operation, RemoveOptions};

use super::{Act, Note, Plan, Step, draft::Draft, steps};
use crate::{error::Result, facts::Facts, guard::Guard, mandate::Mandate};

/// The plan to remove everything that is listed, pending factors too: in the provider's single act where it has one,
/// else one by one.
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
    let capabilities = &facts.profile.capabilities;
    if facts.listed()?.is_empty() {
        return Ok(Vec::new());
    }
    if capabilities.offers(Operation::Reset) {
        return Ok(vec![Step::Reset { factors: facts.factors.clone() }]);
    }
    if capabilities.offers(Operation::Remove) {
        return Ok(steps::removals(&facts.factors, &facts.factors.iter().collect::<Vec<&Factor>>()));
    }
    Err(CoreError::unsupported(Operation::Reset).with_tenant(facts.profile.tenant.clone()).into())
}

fn about_what_is_left(plan: &Plan) -> Vec<Note> {
    let login = plan.user.login.clone();
    let nothing_left = (plan.left == Left::No).then_some(Note::NothingLeft { login });
    let unseen = (plan.left == Left::CannotTell && !plan.unseen.is_empty()).then(|| Note::Unseen(plan.unseen.clone()));
    nothing_left.into_iter().chain(unseen).collect()
}
