//! Whether less would help, as far as facts show it.

use mfadir_core::{Factor, Left, Operation};
use mfadir_policy::Told;

use super::Guard;
use crate::{
    caller::{is_lost, left},
    facts::{Facts, Listing},
    implied::closure,
};

/// Whether the person can help themselves: the policy speaks of a place where that is done, and they still have a usable
/// factor to get in with.
pub fn self_service(facts: &Facts, guard: &Guard) -> Told {
    let place = &guard.policy.self_service;
    if place.link.is_none() && !place.first {
        return Told::No;
    }
    match left(facts, &guard.lost) {
        Left::Yes => Told::Yes("they still have a factor to sign in with".to_owned()),
        Left::No => Told::No,
        Left::CannotTell => Told::CannotTell("cannot tell whether they have a usable factor".to_owned()),
    }
}

/// Whether less than a reset would help. Where something is lost and a usable factor stays without it, what is lost can
/// go alone. Where nothing is said to be lost and the provider has temporary codes, a code helps until the factors are
/// at hand again.
pub(super) fn than_a_reset(facts: &Facts, guard: &Guard) -> Told {
    if facts.listing != Listing::Shown {
        return Told::CannotTell("the factors are not shown".to_owned());
    }
    if guard.lost.is_empty() {
        return by_code(facts);
    }
    let lost: Vec<&Factor> = facts.factors.iter().filter(|factor| is_lost(factor, facts, &guard.lost)).collect();
    let stays = lost_is_not_all(facts, &lost);
    let names: Vec<String> = lost.iter().map(|factor| factor.factor_type.to_string()).collect();
    if stays && !names.is_empty() {
        Told::Yes(format!("remove only what is lost: {}", names.join(", ")))
    } else {
        Told::No
    }
}

/// Whether a usable factor stays where the lost ones go, and all that goes with them.
fn lost_is_not_all(facts: &Facts, lost: &[&Factor]) -> bool {
    let goes = |factor: &Factor| lost.iter().any(|lost| closure(&facts.factors, &lost.id).contains(&factor.id));
    facts.factors.iter().any(|factor| factor.is_usable() && !goes(factor))
}

fn by_code(facts: &Facts) -> Told {
    let offered = facts.profile.capabilities.offers(Operation::TemporaryCode);
    if offered && facts.factors.iter().any(Factor::is_usable) {
        let step = "issue a temporary code, which stands in until the factors are at hand again, or say what is lost";
        return Told::Yes(step.to_owned());
    }
    Told::No
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mfadir_core::Operation;
    use mfadir_policy::{Policy, Told};

    use super::{self_service, than_a_reset};
    use crate::{
        caller::Lost,
        facts::Facts,
        fixture::{adas, coarse, factor, facts, profile},
        guard::Guard,
    };

    fn lost(texts: &[&str]) -> Guard {
        let lost = texts.iter().map(|text| text.parse().expect("every text is something lost")).collect();
        Guard { lost, ..Guard::default() }
    }

    #[test]
    fn where_a_usable_factor_stays_only_what_is_lost_goes() {
        let facts = facts(adas());
        let told = than_a_reset(&facts, &lost(&["sms"]));
        assert_eq!(told, Told::Yes("remove only what is lost: sms@okta".to_owned()));
        assert_eq!(than_a_reset(&facts, &lost(&["phone"])), Told::No, "all of it lives on the phone");
        assert_eq!(than_a_reset(&facts, &lost(&["all"])), Told::No);
    }

    #[test]
    fn what_goes_along_does_not_stay() {
        let family = facts(adas().into_iter().filter(|factor| ["p1", "t1"].contains(&factor.id.as_str())).collect());
        assert_eq!(than_a_reset(&family, &lost(&["push"])), Told::No);
        assert!(matches!(than_a_reset(&family, &lost(&["totp"])), Told::Yes(_)));
    }

    #[test]
    fn a_code_is_less_where_nothing_is_lost_and_the_provider_has_codes() {
        let with_codes = Facts { profile: profile(&[Operation::TemporaryCode]), ..facts(adas()) };
        assert!(matches!(than_a_reset(&with_codes, &lost(&[])), Told::Yes(step) if step.contains("temporary code")));
        assert_eq!(than_a_reset(&facts(adas()), &lost(&[])), Told::No);
        let nothing_left = Facts { factors: vec![factor("e1", "email@okta")], ..with_codes };
        assert_eq!(than_a_reset(&nothing_left, &lost(&[])), Told::No);
        assert!(matches!(than_a_reset(&coarse(Some(true)), &lost(&[])), Told::CannotTell(_)));
    }

    #[test]
    fn people_help_themselves_only_with_a_link_and_a_factor_that_is_not_lost() {
        let mut policy = Policy::open();
        let told = |policy: &Policy, texts: &[&str]| {
            let guard = Guard { policy: Arc::new(policy.clone()), ..lost(texts) };
            self_service(&facts(adas()), &guard)
        };
        assert_eq!(told(&policy, &[]), Told::No);
        policy.self_service.link = Some("https://acme.example/me".to_owned());
        assert!(matches!(told(&policy, &[]), Told::Yes(_)));
        assert_eq!(told(&policy, &["phone"]), Told::No);
        let guard = Guard { policy: Arc::new(policy), ..Guard::default() };
        assert!(matches!(self_service(&coarse(Some(true)), &guard), Told::CannotTell(_)));
        let lost: Vec<Lost> = Vec::new();
        assert_eq!(guard.lost, lost);
    }
}
