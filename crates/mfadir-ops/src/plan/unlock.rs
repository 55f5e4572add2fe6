//! The plan to lift the provider's lock from an account.

use jiff::Timestamp;
use mfadir_core::{Operation, TenantName, User};
use mfadir_policy::{Lifted, Request, Verb};

use crate::{
    error::{Error, Result},
    facts::Facts,
    guard::{Guard, rule_on},
    mandate::Mandate,
    matter::Matter,
    offered::offered,
    refused::Basis,
};

/// An account that is to be unlocked. No rule stands against it.
#[derive(Clone, Debug)]
pub struct UnlockPlan {
    /// Where.
    pub tenant: TenantName,
    /// Whose account.
    pub user: User,
    /// Who acts, and why.
    pub mandate: Mandate,
    /// What was decided about.
    pub request: Request,
    /// The proofs that it rests on.
    pub basis: Basis,
    /// The rules that were lifted.
    pub lifted: Vec<Lifted>,
    /// When the state of the account was read.
    pub made_at: Timestamp,
}

/// The plan to unlock an account; [`Error::Refused`] where a rule stands against it.
pub fn plan_unlock(facts: &Facts, mandate: &Mandate, guard: &Guard) -> Result<UnlockPlan> {
    offered(&facts.profile, Operation::Unlock)?;
    let tenant = &facts.profile.tenant;
    let matter = Matter { tenant, user: &facts.user, verb: Verb::Unlock, targets: &[], mandate };
    let ruling = rule_on(facts, &matter, guard, Vec::new()).admitted().map_err(Error::Refused)?;
    Ok(UnlockPlan {
        tenant: tenant.clone(),
        user: facts.user.clone(),
        mandate: mandate.clone(),
        request: ruling.request,
        basis: ruling.basis,
        lifted: ruling.lifted,
        made_at: facts.read_at,
    })
}
