//! Where one person stands.

use mfadir_core::{ErrorKind, Factor, Left, User, UserStatus};

use crate::{
    error::Result,
    facts::{Administrator, Facts},
    guard::Guard,
    mandate::Mandate,
    plan::{Plan, plan_reset},
};

/// Where one person stands, and what a reset would do to them.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The person.
    pub user: User,
    /// Whether the account is locked: then no factor helps.
    pub locked: bool,
    /// Their factors, strongest first.
    pub factors: Vec<Factor>,
    /// Whether the provider hides the factors because the person is deactivated.
    pub hidden: bool,
    /// Whether they have a usable factor.
    pub left: Left,
    /// Whether they are an administrator.
    pub administrator: Administrator,
    /// What a reset would do, and whether a rule stands against it; absent where none can be done.
    pub reset: Option<Plan>,
}

/// Puts the facts in order, and adds what a reset would do.
pub fn explain(facts: &Facts, mandate: &Mandate, guard: &Guard) -> Result<Explanation> {
    let mut factors = facts.factors.clone();
    factors.sort_by_key(|factor| (std::cmp::Reverse(factor.strength()), std::cmp::Reverse(factor.last_verified)));
    let reset = match plan_reset(facts, mandate, guard) {
        Err(error) if error.kind() == ErrorKind::Unsupported || facts.hidden => None,
        planned => Some(planned?),
    };
    Ok(Explanation {
        user: facts.user.clone(),
        locked: facts.user.status == UserStatus::Locked,
        factors,
        hidden: facts.hidden,
        left: facts.left(),
        administrator: facts.administrator(),
        reset,
    })
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Left, UserStatus};

    use super::explain;
    use crate::{
        fixture::{adas, facts, mandate, profile},
        guard::Guard,
    };

    #[test]
    fn the_strongest_factor_comes_first_and_a_lock_is_told() {
        let mut facts = facts(adas());
        facts.user.status = UserStatus::Locked;
        let explanation = explain(&facts, &mandate(), &Guard::default()).expect("an explanation");
        assert!(explanation.locked);
        assert_eq!(explanation.left, Left::Yes);
        let kinds: Vec<&str> = explanation.factors.iter().map(|factor| factor.kind().as_str()).collect();
        assert_eq!(kinds, ["device-key", "push", "totp", "totp", "sms"]);
        assert_eq!(explanation.reset.map(|plan| plan.going().len()), Some(5));
    }

    #[test]
    fn a_stack_without_writes_can_still_be_explained() {
        let mut facts = facts(adas());
        facts.profile = profile(&[]);
        assert!(explain(&facts, &mandate(), &Guard::default()).expect("an explanation").reset.is_none());
    }
}
