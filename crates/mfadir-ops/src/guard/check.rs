//! The rules, one function each.

use mfadir_core::{Left, User};

use super::{Guard, Lifted, Refusal, Rule, protected};
use crate::{
    facts::Facts,
    mandate::Mandate,
    plan::{Act, Plan},
};

/// What stands against a plan, and what would, had it not been lifted.
pub(crate) fn check_plan(
    plan: &Plan,
    facts: &Facts,
    guard: &Guard,
    keeps_nothing: &[String],
) -> (Vec<Refusal>, Vec<Lifted>) {
    if plan.is_empty() {
        return split(missing_keeps(plan, keeps_nothing), &plan.mandate);
    }
    let mut found = Vec::new();
    found.extend(protected::refusal(facts, plan.act, guard));
    found.extend(self_act(&plan.user, &plan.mandate));
    found.extend(missing_keeps(plan, keeps_nothing));
    found.extend(broken_keeps(plan));
    found.extend(last_usable(plan));
    found.extend(cap(plan, guard));
    split(found, &plan.mandate)
}

/// The rules about whom an operator may act on at all, where the act touches no factor.
pub(crate) fn check_person(facts: &Facts, mandate: &Mandate, guard: &Guard) -> (Vec<Refusal>, Vec<Lifted>) {
    let found = protected::by_name(facts, guard).into_iter().chain(self_act(&facts.user, mandate));
    split(found.collect(), mandate)
}

fn split(found: Vec<Refusal>, mandate: &Mandate) -> (Vec<Refusal>, Vec<Lifted>) {
    let (lifted, refusals): (Vec<Refusal>, Vec<Refusal>) =
        found.into_iter().partition(|refusal| mandate.lifts(refusal.rule) && refusal.rule != Rule::Keep);
    let reason = mandate.reason().unwrap_or_default();
    let lift = |Refusal { rule, text }| Lifted { rule, text, reason: reason.to_owned() };
    (refusals, lifted.into_iter().map(lift).collect())
}

fn self_act(user: &User, mandate: &Mandate) -> Option<Refusal> {
    let id = &mandate.operator().id;
    let local_part = user.login.split('@').next().unwrap_or_default();
    let own = user.has_login(id) || user.has_email(id) || local_part.to_lowercase() == id.to_lowercase();
    own.then(|| Refusal {
        rule: Rule::SelfAct,
        text: format!("{} is you ({id}), and nobody acts on themselves", user.login),
    })
}

fn missing_keeps(plan: &Plan, keeps_nothing: &[String]) -> Vec<Refusal> {
    let refuse = |selector: &String| Refusal {
        rule: Rule::Keep,
        text: format!("{} has no active factor that matches {selector:?}, which you asked to keep", plan.user.login),
    };
    keeps_nothing.iter().map(refuse).collect()
}

fn broken_keeps(plan: &Plan) -> Vec<Refusal> {
    let would_go = |step: &crate::plan::Step| {
        let takes = step.takes();
        let because = takes.first().map(|first| (first.id.clone(), first.factor_type.clone()));
        takes
            .into_iter()
            .filter(|factor| plan.kept.contains(&factor.id))
            .map(|kept| match &because {
                Some((id, other)) if *id != kept.id => format!("{} would go with {other}", kept.factor_type),
                _ => format!("{} would go", kept.factor_type),
            })
            .collect::<Vec<_>>()
    };
    let refuse = |clause| Refusal {
        rule: Rule::Keep,
        text: format!("{clause}, which you asked to keep for {}", plan.user.login),
    };
    plan.steps.iter().flat_map(would_go).map(refuse).collect()
}

fn last_usable(plan: &Plan) -> Option<Refusal> {
    let matters = plan.going().iter().any(|factor| factor.is_usable() || factor.may_be_usable());
    if plan.act == Act::Reset || !matters {
        return None;
    }
    let text = match plan.left {
        Left::Yes => return None,
        Left::No => format!("{} would be left without a usable factor", plan.user.login),
        Left::CannotTell => format!("cannot tell whether {} would be left with a usable factor", plan.user.login),
    };
    Some(Refusal { rule: Rule::LastUsableFactor, text })
}

fn cap(plan: &Plan, guard: &Guard) -> Option<Refusal> {
    let count = plan.going().len();
    (count > guard.cap).then(|| Refusal {
        rule: Rule::Cap,
        text: format!("{count} factors of {} would go in one go, and the cap is {}", plan.user.login, guard.cap),
    })
}
