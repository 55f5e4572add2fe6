//! The made-up company that both tenants begin with: the same people on both sides, each with the factors that the
//! provider would have. Everything but the credentials is the same whenever it is made; dates of use lie before the
//! moment of making.

mod builder;
mod cast;
mod crowd;
pub(crate) mod desk;
mod devices;
mod factors;
pub(crate) mod okta;
pub(crate) mod onelogin;
mod questions;
mod side;

use std::time::Duration;

use jiff::Timestamp;
use mfadir_memory::World;

use crate::{
    credential::Keys,
    persist::StoredTenant,
    seed::{builder::build, side::Side},
};

/// The company on one side, with so many numbered people beside the named ones, and nothing asked yet.
fn stored(side: &Side, people: usize, now: Timestamp, keys: impl FnOnce(&World) -> Keys) -> StoredTenant {
    let world = build(side, people, now);
    let keys = keys(&world);
    StoredTenant::new(world, keys, Vec::new(), Duration::ZERO)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::Timestamp;
    use mfadir_memory::World;

    use super::{okta, onelogin};

    fn worlds(people: usize) -> [World; 2] {
        let now = Timestamp::from_second(1_760_000_000).unwrap();
        [okta::company(people, now).world, onelogin::company(people, now).world]
    }

    fn types(world: &World, login: &str) -> Vec<String> {
        let person = world.person_by_login(login).unwrap();
        person.factors.iter().map(|factor| factor.factor_type().to_string()).collect()
    }

    #[test]
    fn the_company_is_the_same_every_time() {
        assert_eq!(worlds(20), worlds(20));
    }

    #[test]
    fn ada_has_what_she_is_known_for() {
        let [okta, onelogin] = worlds(0);
        let ada = "ada@example.com";
        assert_eq!(types(&okta, ada), ["push@okta", "totp@okta", "device-key@okta", "sms@okta", "totp@google"]);
        assert_eq!(types(&onelogin, ada), ["push@onelogin", "totp@google", "sms@onelogin"]);
    }

    #[test]
    fn the_others_are_there_too() {
        let [okta, onelogin] = worlds(0);
        assert_eq!(types(&okta, "bob@example.com"), ["sms@okta"]);
        assert_eq!(types(&okta, "dan@example.com"), ["totp@okta"]);
        assert_eq!(types(&okta, "judy@example.com"), ["push@okta", "retina@acme"]);
        assert_eq!(types(&onelogin, "judy@example.com"), ["push@onelogin", "Retina"]);
        assert!(types(&okta, "carol@example.com").is_empty());
        for world in [&okta, &onelogin] {
            assert!(!types(world, "grace+lab@example.com").is_empty());
            assert!(!types(world, "heidi/ops@example.com").is_empty());
            let sharing = world.people().iter().filter(|person| person.has_email("frontdesk@example.com"));
            assert_eq!(sharing.count(), 2);
        }
    }

    #[test]
    fn numbered_people_come_beside_the_named_ones() {
        let [few, many] = [worlds(0), worlds(300)].map(|[okta, _]| okta.people().len());
        assert_eq!(many - few, 300);
        assert!(worlds(300)[1].person_by_login("person0300@example.com").is_ok());
    }

    #[test]
    fn ids_are_unique_and_look_like_their_provider() {
        let [okta, onelogin] = worlds(300);
        for (world, shape) in [(okta, 20), (onelogin, 7)] {
            let factors = world.people().iter().flat_map(|person| &person.factors);
            let ids: Vec<&str> = factors.map(|factor| factor.id.as_str()).collect();
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
            assert!(ids.iter().all(|id| id.len() == shape), "{ids:?}");
        }
    }

    #[test]
    fn nobody_has_an_address_or_a_number_that_could_be_real() {
        for world in worlds(50) {
            for person in world.people() {
                assert!(person.emails.iter().all(|email| email.ends_with("@example.com")));
                let mut phones =
                    person.phone.iter().chain(person.factors.iter().filter_map(|f| f.destination.as_ref()));
                assert!(phones.all(|to| to.starts_with("+1555555") || to.ends_with("@example.com")));
            }
        }
    }
}
