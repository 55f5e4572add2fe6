//! Which refusals are lifted.

use super::Decision;
use crate::{
    case::Case,
    operators::OperatorRole,
    policy::Overrides,
    rule::{Lifted, Refusal, Rule},
};

pub(super) fn settle(found: Vec<Refusal>, case: &Case<'_>) -> Decision {
    let reason = case.request.reason.as_deref().unwrap_or_default();
    let lifts = |rule: Rule| case.request.lifts.contains(&rule) && !reason.trim().is_empty() && may_lift(rule, case);
    let (lifted, refusals): (Vec<Refusal>, Vec<Refusal>) = found.into_iter().partition(|refusal| lifts(refusal.rule));
    let lift = |Refusal { rule, text, .. }| Lifted { rule, text, reason: reason.to_owned() };
    Decision { refusals, lifted: lifted.into_iter().map(lift).collect() }
}

/// Whether this operator may lift the rule; whoever may not is not told how.
pub fn may_lift(rule: Rule, case: &Case<'_>) -> bool {
    match &case.settings().overrides {
        _ if !rule.can_be_lifted() => false,
        Overrides::Anybody => true,
        Overrides::Named(named) => named.get(&rule).is_some_and(|names| names.iter().any(|name| is_named(name, case))),
    }
}

fn is_named(name: &str, case: &Case<'_>) -> bool {
    let id = &case.request.operator.id;
    let known = case.operators.serving(id, &case.request.tenant, case.now);
    match name.strip_prefix("role:") {
        Some(role) => known.is_ok_and(|known: &crate::operators::KnownOperator| is_role(known.role, role)),
        None => name == id && known.is_ok(),
    }
}

fn is_role(role: OperatorRole, name: &str) -> bool {
    role.as_str() == name
}
