//! Leave to act on one person's factors.

use jiff::Timestamp;
use mfadir_core::{Error as CoreError, ErrorKind, Factor, Operation, Profile, TenantName, User};

use crate::{
    error::{Error, Result},
    facts::Facts,
    guard::{self, Guard, Lifted},
    mandate::Mandate,
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
    /// The rules that were lifted.
    pub lifted: Vec<Lifted>,
    /// The factors as they were listed before; empty where nobody asked for them.
    pub before: Vec<Factor>,
    /// When the facts were read.
    pub made_at: Timestamp,
}

/// Whether the tenant offers the operation. Where it does not, the error says why; no request is needed to know.
pub fn offered(profile: &Profile, operation: Operation) -> Result<()> {
    let Profile { tenant, capabilities, .. } = profile;
    if capabilities.offers(operation) {
        return Ok(());
    }
    let error = match capabilities.absent.get(&operation) {
        Some(why) => CoreError::new(ErrorKind::Unsupported, *why).with_operation(operation),
        None => CoreError::unsupported(operation),
    };
    Err(error.with_tenant(tenant.clone()).into())
}

/// Leave for these operations; [`Error::Refused`] where a rule stands against acting on the person at all.
pub fn permit(facts: &Facts, operations: &[Operation], mandate: &Mandate, guard: &Guard) -> Result<Permit> {
    operations.iter().try_for_each(|operation| offered(&facts.profile, *operation))?;
    let (refusals, lifted) = guard::check_person(facts, mandate, guard);
    if !refusals.is_empty() {
        return Err(Error::Refused { refusals });
    }
    Ok(Permit {
        tenant: facts.profile.tenant.clone(),
        profile: facts.profile.clone(),
        user: facts.user.clone(),
        mandate: mandate.clone(),
        lifted,
        before: facts.factors.clone(),
        made_at: facts.read_at,
    })
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, Operation};

    use super::{offered, permit};
    use crate::{
        error::Error,
        fixture::{adas, facts, mandate, profile},
        guard::Guard,
    };

    #[test]
    fn what_is_not_offered_says_why() {
        let mut profile = profile(&[Operation::Enroll]);
        profile.capabilities.absent.insert(Operation::Questions, "only a token may read them");
        let offered = |operation| offered(&profile, operation);
        assert!(offered(Operation::Enroll).is_ok());
        let error = offered(Operation::Questions).expect_err("not offered");
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert!(error.to_string().ends_with("on acme: only a token may read them"), "{error}");
        assert!(offered(Operation::Resend).is_err());
    }

    #[test]
    fn a_protected_user_needs_a_lifted_rule() {
        let facts = facts(adas());
        let guard = Guard { protected: vec!["ada@example.com".to_owned()], ..Guard::default() };
        let refused = permit(&facts, &[Operation::Remove], &mandate(), &guard);
        assert!(matches!(refused, Err(Error::Refused { refusals }) if refusals.len() == 1));
        assert!(permit(&facts, &[Operation::Remove], &mandate(), &Guard::default()).is_ok());
    }
}
