//! What stands against a plan, one function a rule.

use mfadir_core::Left;
use mfadir_policy::{Refusal, Rule, Target};

use super::{Act, Plan, Step};
use crate::{
    facts::Facts,
    guard::{Guard, Ruling, rule_on},
    matter::{Matter, target},
};

/// What the rules say about a plan. Of one that does nothing only what was to be kept is asked.
pub(super) fn check(plan: &Plan, facts: &Facts, guard: &Guard, keeps_nothing: &[String]) -> Ruling {
    let targets: Vec<Target> = plan.going().into_iter().map(target).collect();
    let matter = Matter {
        tenant: &plan.tenant,
        user: &plan.user,
        verb: plan.act.verb(),
        targets: &targets,
        mandate: &plan.mandate,
    };
    if plan.is_empty() {
        return Ruling::of_nothing(matter.request(plan.made_at), missing_keeps(plan, keeps_nothing));
    }
    rule_on(facts, &matter, guard, standing(plan, guard, keeps_nothing))
}

fn standing(plan: &Plan, guard: &Guard, keeps_nothing: &[String]) -> Vec<Refusal> {
    let mut found = missing_keeps(plan, keeps_nothing);
    found.extend(broken_keeps(plan));
    found.extend(last_usable(plan));
    found.extend(cap(plan, guard.policy.caps.factors));
    found
}

fn missing_keeps(plan: &Plan, keeps_nothing: &[String]) -> Vec<Refusal> {
    let login = &plan.user.login;
    let text = |selector| format!("{login} has no active factor that matches {selector:?}, which you asked to keep");
    keeps_nothing.iter().map(|selector| Refusal::new(Rule::Keep, text(selector))).collect()
}

fn broken_keeps(plan: &Plan) -> Vec<Refusal> {
    let would_go = |step: &Step| {
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
    let text = |clause| format!("{clause}, which you asked to keep for {}", plan.user.login);
    let refuse = |clause| Refusal::new(Rule::Keep, text(clause));
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
    Some(Refusal::new(Rule::LastUsableFactor, text))
}

fn cap(plan: &Plan, most: usize) -> Option<Refusal> {
    let count = plan.going().len();
    (count > most).then(|| {
        let text = format!("{count} factors of {} would go in one go, and the cap is {most}", plan.user.login);
        Refusal::new(Rule::Cap, text)
    })
}
