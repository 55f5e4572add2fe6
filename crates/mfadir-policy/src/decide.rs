//! From a case to a decision: each rule is asked once.

mod again;
mod agreement;
mod number;
mod person;
mod proof;
mod settle;

pub use again::{RestsOn, decide_again};
pub use agreement::{Asked, agreed, settled, stands_for};
pub use settle::may_lift;

use crate::{
    case::Case,
    rule::{Lifted, Refusal, Rule},
};

/// What the rules say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// What stands against the request. Where this is empty, it may be done.
    pub refusals: Vec<Refusal>,
    /// What would stand against it, had the operator not lifted it.
    pub lifted: Vec<Lifted>,
}

impl Decision {
    /// Whether it may be done.
    pub fn allows(&self) -> bool {
        self.refusals.is_empty()
    }

    /// Whether all that is missing is a proof that can still be given.
    pub fn wants_proof(&self) -> bool {
        !self.allows() && self.refusals.iter().all(|refusal| refusal.rule.wants_proof())
    }
}

/// Asks every rule.
pub fn decide(case: &Case<'_>) -> Decision {
    decide_on(case, case.standing.clone(), |_| true)
}

/// Asks these rules, beside what was found already.
fn decide_on(case: &Case<'_>, mut found: Vec<Refusal>, asks: impl Fn(Rule) -> bool) -> Decision {
    let agreed = agreement::plan_is_agreed(case);
    let open = |rule: &&Rule| asks(**rule) && !(agreed && stands_for(**rule, case.settings()));
    found.extend(Rule::ALL.iter().filter(open).filter_map(|rule| ask(*rule, case)));
    for refusal in &mut found {
        agreement::say_next(refusal, case);
        refusal.place = refusal.place.take().or_else(|| case.settings().place(refusal.rule).cloned());
    }
    settle::settle(found, case)
}

/// What one rule says. A rule without an arm does not compile.
fn ask(rule: Rule, case: &Case<'_>) -> Option<Refusal> {
    match rule {
        Rule::LastUsableFactor | Rule::Keep | Rule::Cap => None,
        Rule::ProtectedUser => person::protected(case),
        Rule::SelfAct => person::own(case),
        Rule::Operator => person::operator(case),
        Rule::SelfService => person::self_service(case),
        Rule::SmallestAct => person::smallest_act(case),
        Rule::Ticket => proof::ticket(case),
        Rule::Receipt => proof::receipt(case),
        Rule::Proof => proof::counts(case),
        Rule::Approval => proof::approval(case),
        Rule::OperatorCap => number::operator_cap(case),
        Rule::UserCap => number::user_cap(case),
        Rule::CoolDown => number::cool_down(case),
        Rule::Denial => number::denial(case),
        Rule::PushLimit => number::pushes(case),
    }
}

#[cfg(test)]
mod tests;
