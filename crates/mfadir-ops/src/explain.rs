//! Where one person stands.

use mfadir_core::{ErrorKind, Factor, Left, Rights, User, UserStatus};
use mfadir_policy::{History, Refusal, Rule, Told, Verb};

use crate::{
    caller::{Candidate, candidates_now},
    error::Result,
    facts::{Administrator, Facts, Listing},
    guard::{Guard, protection, self_service},
    mandate::Mandate,
    may::{May, told_leave},
    plan::{Plan, plan_reset},
    rights::{Aim, policy_leave},
};

/// Where one person stands, and what a reset would do to them.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The person.
    pub user: User,
    /// Whether the account is locked: then no factor helps. Nothing where the provider tells no state of it.
    pub locked: Option<bool>,
    /// Their factors, strongest first.
    pub factors: Vec<Factor>,
    /// How far the factors are shown.
    pub listing: Listing,
    /// Whether they have a usable factor.
    pub left: Left,
    /// Whether they are an administrator.
    pub administrator: Administrator,
    /// Whether they are protected from a reset, and how we know.
    pub protected: Told,
    /// Whether they could do it without the desk.
    pub self_service: Told,
    /// The factors, and which of them the caller could prove themselves with now; absent where none are listed.
    pub candidates: Option<Vec<Candidate>>,
    /// What was done before, as far as the policy looks at it.
    pub earlier: History,
    /// Where people help themselves, as the policy says it.
    pub self_service_link: Option<String>,
    /// What a reset would do, and whether a rule stands against it; absent where none can be done.
    pub reset: Option<Plan>,
    /// What may be done to them now: what the tenant offers, what the credential may, and what the policy demands for it.
    pub may: Vec<May>,
    /// The denial that stands against everything: somebody may be attacking the person.
    pub denied: Option<Refusal>,
}

/// Puts the facts in order, and adds what a reset would do and what the credential may.
pub fn explain(facts: &Facts, mandate: &Mandate, guard: &Guard, rights: &Rights) -> Result<Explanation> {
    let mut factors = facts.factors.clone();
    factors.sort_by_key(|factor| (std::cmp::Reverse(factor.strength()), std::cmp::Reverse(factor.last_verified)));
    let candidates = match facts.listing {
        Listing::Shown => Some(candidates_now(facts, mandate, guard)?),
        Listing::Hidden | Listing::NotOffered => None,
    };
    let may = may(facts, mandate, guard, (rights, candidates.as_deref()))?;
    let mut found = may.iter().flat_map(|may| &may.policy.refusals);
    let denied = found.find(|refusal| refusal.rule == Rule::Denial).cloned();
    let reset = match plan_reset(facts, mandate, guard) {
        Err(error) if error.kind() == ErrorKind::Unsupported || facts.listing == Listing::Hidden => None,
        planned => Some(planned?),
    };
    Ok(Explanation {
        user: facts.user.clone(),
        locked: locked(&facts.user.status),
        factors,
        listing: facts.listing,
        left: facts.left(),
        administrator: facts.administrator(),
        protected: protection(facts, Verb::Reset, guard),
        self_service: self_service(facts, guard),
        candidates,
        earlier: guard.history.clone(),
        self_service_link: guard.policy.self_service.link.clone(),
        reset,
        may,
        denied,
    })
}

fn locked(status: &UserStatus) -> Option<bool> {
    (*status != UserStatus::NotTold).then_some(*status == UserStatus::Locked)
}

/// Of somebody whose factors are hidden nobody knows what could be done.
fn may(
    facts: &Facts,
    mandate: &Mandate,
    guard: &Guard,
    (rights, candidates): (&Rights, Option<&[Candidate]>),
) -> Result<Vec<May>> {
    if facts.listing == Listing::Hidden {
        return Ok(Vec::new());
    }
    let told = |verb: Verb| {
        let policy = policy_leave(verb, facts, &Aim::Open, mandate, guard)?;
        let unasked = candidates.is_some_and(|all| !all.iter().any(Candidate::is_ready)) && verb == Verb::Challenge;
        let obstacle = unasked.then(|| "no factor can be asked".to_owned());
        Ok(May { verb, credential: told_leave(verb, &facts.profile, rights), policy, obstacle })
    };
    Verb::ALL.iter().copied().map(told).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mfadir_core::{Left, Rights, UserStatus};
    use mfadir_policy::{Policy, Rule, Told, Verb};

    use super::explain;
    use crate::{
        facts::{Facts, Known, Listing},
        fixture::{adas, coarse, facts, mandate, profile},
        guard::Guard,
        rights::Leave,
    };

    fn untold() -> Rights {
        Rights::untold("nobody asked")
    }

    #[test]
    fn the_strongest_factor_comes_first_and_a_lock_is_told() {
        let mut facts = facts(adas());
        facts.user.status = UserStatus::Locked;
        let explanation = explain(&facts, &mandate(), &Guard::default(), &untold()).expect("an explanation");
        assert_eq!(explanation.locked, Some(true));
        facts.user.status = UserStatus::NotTold;
        let silent = explain(&facts, &mandate(), &Guard::default(), &untold()).expect("an explanation");
        assert_eq!(silent.locked, None, "silence is no state");
        assert_eq!(explanation.left, Left::Yes);
        let kinds: Vec<&str> = explanation.factors.iter().map(|factor| factor.kind().as_str()).collect();
        assert_eq!(kinds, ["device-key", "push", "totp", "totp", "sms"]);
        assert_eq!(explanation.reset.map(|plan| plan.going().len()), Some(5));
    }

    #[test]
    fn what_is_not_listed_is_not_guessed() {
        let explanation =
            explain(&coarse(Some(true)), &mandate(), &Guard::default(), &untold()).expect("an explanation");
        assert_eq!((explanation.listing, explanation.left), (Listing::NotOffered, Left::CannotTell));
        let plan = explanation.reset.expect("a reset is offered");
        assert_eq!((plan.steps.len(), plan.going().len(), plan.left), (1, 0, Left::No));
    }

    #[test]
    fn a_stack_without_writes_can_still_be_explained() {
        let mut facts = facts(adas());
        facts.profile = profile(&[]);
        assert!(explain(&facts, &mandate(), &Guard::default(), &untold()).expect("an explanation").reset.is_none());
    }

    #[test]
    fn it_says_what_the_policy_demands_and_who_could_prove_themselves() {
        let guard = Guard::of(Arc::new(Policy::strict()), Vec::new());
        let unknown = Facts { roles: Known::CannotTell("no right".to_owned()), ..facts(adas()) };
        let explanation = explain(&unknown, &mandate(), &guard, &untold()).expect("an explanation");
        assert_eq!(explanation.protected, Told::CannotTell("no right".to_owned()));
        assert_eq!(explanation.self_service, Told::No);
        let demands: Vec<Rule> = explanation.reset.iter().flat_map(|plan| &plan.refusals).map(|one| one.rule).collect();
        assert_eq!(demands, [Rule::ProtectedUser, Rule::Operator, Rule::Ticket, Rule::Receipt]);
        assert_eq!(explanation.candidates.map(|all| all.len()), Some(5));
        let refused = explanation.may.iter().filter(|may| may.policy.leave == Leave::Refused).map(|may| may.verb);
        assert_eq!(refused.collect::<Vec<_>>(), [Verb::Reset, Verb::Remove], "the others are not offered here");
        let unlisted = explain(&coarse(Some(true)), &mandate(), &guard, &untold()).expect("an explanation");
        assert!(unlisted.candidates.is_none());
    }
}
