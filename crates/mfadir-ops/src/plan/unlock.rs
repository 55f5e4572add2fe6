//! The plan to lift the provider's lock from an account.

use jiff::Timestamp;
use mfadir_core::{Error as CoreError, Operation, TenantName, User};

use crate::{
    error::{Error, Result},
    facts::Facts,
    guard::{self, Guard, Lifted},
    mandate::Mandate,
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
    /// The rules that were lifted.
    pub lifted: Vec<Lifted>,
    /// When the state of the account was read.
    pub made_at: Timestamp,
}

/// The plan to unlock an account; [`Error::Refused`] where a rule stands against it.
pub fn plan_unlock(facts: &Facts, mandate: &Mandate, guard: &Guard) -> Result<UnlockPlan> {
    let tenant = facts.profile.tenant.clone();
    if !facts.profile.capabilities.offers(Operation::Unlock) {
        return Err(CoreError::unsupported(Operation::Unlock).with_tenant(tenant).into());
    }
    let (refusals, lifted) = guard::check_person(facts, mandate, guard);
    if !refusals.is_empty() {
        return Err(Error::Refused { refusals });
    }
    Ok(UnlockPlan { tenant, user: facts.user.clone(), mandate: mandate.clone(), lifted, made_at: facts.read_at })
}
