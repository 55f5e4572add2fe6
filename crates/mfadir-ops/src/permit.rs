//! Leave to act on one person's factors.

use jiff::Timestamp;
use mfadir_core::{Factor, Operation, Profile, TenantName, User};
use mfadir_policy::{Lifted, Request, Target, Verb};

use crate::{
    error::{Error, Result},
    facts::Facts,
    guard::{Guard, Ruling, rule_on, rule_on_rest},
    mandate::Mandate,
    matter::Matter,
    offered::offered,
    refused::Basis,
};

/// Leave to act on one person: what they need is offered, and no rule stands against it. Everything that is sent to
/// enroll, challenge or verify a factor, or about a temporary code, is sent under one.
#[derive(Clone, Debug)]
pub struct Permit {
    /// Where.
    pub tenant: TenantName,
    /// Who answers, and what can be done there.
    pub profile: Profile,
    /// Whose factors.
    pub user: User,
    /// Who acts, and why.
    pub mandate: Mandate,
    /// What was decided about.
    pub request: Request,
    /// The proofs that it rests on.
    pub basis: Basis,
    /// The rules that were lifted.
    pub lifted: Vec<Lifted>,
    /// The factors as they were listed before; empty where nobody asked for them.
    pub before: Vec<Factor>,
    /// When the facts were read.
    pub made_at: Timestamp,
}

/// Leave for these operations on these factors; [`Error::Refused`] where a rule stands against it. The verb that rules
/// know is that of the first operation that has one. What has none, as a poll, only follows a challenge.
pub fn permit(
    facts: &Facts,
    operations: &[Operation],
    targets: &[Target],
    mandate: &Mandate,
    guard: &Guard,
) -> Result<Permit> {
    operations.iter().try_for_each(|operation| offered(&facts.profile, *operation))?;
    let verb = operations.iter().find_map(|operation| Verb::of(*operation)).unwrap_or(Verb::Challenge);
    let matter = Matter { tenant: &facts.profile.tenant, user: &facts.user, verb, targets, mandate };
    let ruling = rule_on(facts, &matter, guard, Vec::new()).admitted().map_err(Error::Refused)?;
    Ok(leave(facts, mandate, ruling))
}

/// Leave for what follows an act in the same flow, which rests on what the act rests on.
pub(crate) fn permit_after(
    facts: &Facts,
    operation: Operation,
    mandate: &Mandate,
    guard: &Guard,
    act: (&Request, &Basis),
) -> Result<Permit> {
    offered(&facts.profile, operation)?;
    let verb = Verb::of(operation).unwrap_or(act.0.verb);
    let matter = Matter { tenant: &facts.profile.tenant, user: &facts.user, verb, targets: &[], mandate };
    let ruling = rule_on_rest(facts, &matter, guard, act).admitted().map_err(Error::Refused)?;
    Ok(leave(facts, mandate, ruling))
}

fn leave(facts: &Facts, mandate: &Mandate, ruling: Ruling) -> Permit {
    Permit {
        tenant: facts.profile.tenant.clone(),
        profile: facts.profile.clone(),
        user: facts.user.clone(),
        mandate: mandate.clone(),
        request: ruling.request,
        basis: ruling.basis,
        lifted: ruling.lifted,
        before: facts.factors.clone(),
        made_at: facts.read_at,
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::Operation;

    use super::permit;
    use crate::{
        error::Error,
        fixture::{adas, facts, mandate},
        guard::Guard,
    };

    #[test]
    fn a_protected_user_needs_a_lifted_rule() {
        let facts = facts(adas());
        let guard = Guard { protected: vec!["ada@example.com".to_owned()], ..Guard::default() };
        let refused = permit(&facts, &[Operation::Remove], &[], &mandate(), &guard);
        assert!(matches!(refused, Err(Error::Refused(refused)) if refused.refusals.len() == 1));
        assert!(permit(&facts, &[Operation::Remove], &[], &mandate(), &Guard::default()).is_ok());
    }
}
