//! The two engines of an org.

use mfadir_core::{FactorType, Kind};
use mfadir_memory::{Family, World};

use crate::switches::Engine;

const ISSUER: &str = "okta";
/// The factors of Okta's own app.
pub(crate) const OKTA_VERIFY: &str = "okta-verify";

/// One Okta Verify enrollment shows as up to three factors. On Identity Engine the removal of the push or the device
/// key takes all of them, and the removal of the code takes nothing else.
pub(crate) fn family(factor: &FactorType) -> Option<Family> {
    let member = matches!(factor.kind, Kind::Push | Kind::Totp | Kind::DeviceKey);
    (is_oktas(factor) && member).then(|| Family { name: OKTA_VERIFY.into(), takes_all: factor.kind != Kind::Totp })
}

/// The word for the engine in the org's description of itself.
pub(super) fn pipeline(engine: Engine) -> &'static str {
    match engine {
        Engine::Idx => "idx",
        Engine::V1 => "v1",
    }
}

/// Makes the world follow the engine: before Identity Engine every factor stood for itself.
pub(crate) fn settle(world: &mut World, engine: Engine) {
    let family = |factor: &FactorType| family(factor).filter(|_| engine == Engine::Idx);
    for offer in world.offers.iter_mut().filter(|offer| is_oktas(&offer.factor_type())) {
        offer.family = family(&offer.factor_type());
    }
    let ids: Vec<_> = world.people().iter().map(|person| person.id.clone()).collect();
    for person in ids {
        let Ok(person) = world.person_mut(&person) else { continue };
        for factor in person.factors.iter_mut().filter(|factor| is_oktas(&factor.factor_type())) {
            factor.family = family(&factor.factor_type());
        }
    }
}

fn is_oktas(factor: &FactorType) -> bool {
    factor.issuer.as_ref().is_some_and(|issuer| issuer.as_str() == ISSUER)
}
