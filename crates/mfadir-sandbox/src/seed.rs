//! The made-up company that both tenants begin with: the same people on both sides, each with the factors that the
//! provider would have. Everything but the credentials is the same whenever it is made; dates of use lie before the
//! moment of making.

mod builder;
mod cast;
mod crowd;
mod devices;
mod factors;
mod okta;
mod onelogin;
mod questions;
mod side;

use std::time::Duration;

use jiff::Timestamp;
use mfadir_memory::{Masked, World};

use crate::{
    app::App,
    credential::{CredentialName, Key, Keys, base64url, hex, letters},
    persist::{Stored, StoredTenant},
    seed::builder::build,
};

/// The scopes of the service application.
const GRANTED: [&str; 10] = [
    "okta.authenticators.manage",
    "okta.authenticators.read",
    "okta.groups.read",
    "okta.logs.read",
    "okta.policies.read",
    "okta.principalRateLimits.read",
    "okta.rateLimits.read",
    "okta.roles.read",
    "okta.users.manage",
    "okta.users.read",
];

/// Both tenants, with so many numbered people beside the named ones.
pub(crate) fn company(people: usize, now: Timestamp) -> Stored {
    let okta = build(&okta::SIDE, people, now);
    let onelogin = build(&onelogin::SIDE, people, now);
    let okta_keys = Keys::with_app(api_tokens(&okta), application(now));
    let onelogin_keys = client_pairs();
    Stored::new(stored(okta, okta_keys), stored(onelogin, onelogin_keys))
}

fn stored(world: World, keys: Keys) -> StoredTenant {
    StoredTenant::new(world, keys, Vec::new(), Duration::ZERO)
}

/// The service application: 20 characters that begin with `0oa`, and what an administrator would grant it for our work.
fn application(now: Timestamp) -> App {
    App::new(format!("0oa{}5d7", letters(14)), now, GRANTED)
}

/// API tokens: 42 characters that begin with `00`, each with the rights of the person who made it.
fn api_tokens(world: &World) -> Vec<Key> {
    let token = |name, owner| Key {
        name,
        id: None,
        secret: Masked::new(format!("00{}", base64url(40))),
        owner: world.person_by_login(owner).ok().map(|person| person.id.clone()),
        reach: None,
    };
    let group = world.teams.iter().find(|team| team.name == cast::HELP_DESK_GROUP).map(|team| team.id.clone());
    vec![
        token(CredentialName::Token, cast::TOKEN_OWNER),
        token(CredentialName::ReadOnlyToken, cast::READ_ONLY_TOKEN_OWNER),
        Key { reach: group, ..token(CredentialName::HelpDeskToken, cast::HELP_DESK_TOKEN_OWNER) },
        token(CredentialName::SuperToken, cast::SUPER_TOKEN_OWNER),
    ]
}

/// Client ids and secrets of 64 hexadecimal digits each, one pair for each scope.
fn client_pairs() -> Keys {
    let pair = |name| Key { name, id: Some(hex(64)), secret: Masked::new(hex(64)), owner: None, reach: None };
    let names = [CredentialName::Client, CredentialName::ManageUsersClient, CredentialName::ReadUsersClient];
    Keys::of(names.map(pair).to_vec())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::Timestamp;
    use mfadir_memory::World;

    use super::company;

    fn worlds(people: usize) -> [World; 2] {
        let stored = company(people, Timestamp::from_second(1_760_000_000).unwrap());
        [stored.okta.world, stored.onelogin.world]
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
