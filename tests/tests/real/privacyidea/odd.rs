//! Realms, people and tokens that are not as usual.

use mfadir_conformance::Subject;
use mfadir_core::{PageRequest, UserQuery};
use mfadir_tests::RealStage;

use super::stage;
use crate::real::story::Story;

pub(super) const STORIES: &[Story] = &[
    Story { name: "privacyidea::a_realm_that_does_not_exist", stage, plot: |stage| Box::pin(no_realm(stage)) },
    Story { name: "privacyidea::a_user_without_tokens", stage, plot: |stage| Box::pin(no_tokens(stage)) },
    Story { name: "privacyidea::a_token_without_a_user", stage, plot: |stage| Box::pin(no_user(stage)) },
    Story { name: "privacyidea::two_resolvers_with_one_name", stage, plot: |stage| Box::pin(twins(stage)) },
];

async fn no_realm(stage: &RealStage) {
    for line in ["user find ada", "user show ada", "factor list ada", "reset ada --yes", "tenant test nowhere"] {
        let told = stage.run(&format!("-t nowhere {line}")).await;
        assert_ne!(told.exit, 0, "{told}");
        assert!(told.everything().contains("no-such-realm"), "{told}");
    }
    assert_eq!(stage.writes(), [""; 0]);
}

async fn no_tokens(stage: &RealStage) {
    let listed = stage.run("-t acme -o json factor list carol").await;
    assert_eq!((listed.exit, listed.factors("factors").len()), (0, 0), "{listed}");
    let none = stage.run("-t acme factor remove carol totp --yes").await;
    assert_eq!(none.exit, 3, "{none}");
    let fine = stage.run("-t acme factor remove carol totp --if-present --yes").await;
    assert_eq!(fine.exit, 0, "{fine}");
    let reset = stage.run("-t acme reset carol --yes").await;
    assert_eq!(reset.exit, 0, "{reset}");
    let explained = stage.run("-t acme explain carol").await;
    assert_eq!(explained.exit, 0, "{explained}");
}

async fn no_user(stage: &RealStage) {
    let directory = stage.subject().directory();
    let mut page = PageRequest::default();
    let mut spare = None;
    loop {
        let inventory = directory.inventory(&page).await.expect("the inventory can be read");
        spare = spare.or(inventory.items.into_iter().find(|(_, factor)| factor.id.as_str() == "SPARE"));
        let Some(next) = inventory.next else { break };
        page = page.at(next);
    }
    let (owner, _) = spare.expect("the inventory shows a token that is nobody's");
    assert_eq!(owner, None);
    let users = directory.users(&UserQuery::All, &PageRequest::default()).await.expect("there are some");
    for user in users.items {
        let factors = directory.factors(&user.id).await.expect("everybody has a list");
        assert!(factors.iter().all(|factor| factor.id.as_str() != "SPARE"), "{} has it", user.login);
    }
    let told = stage.run("-t acme factor remove ada id:SPARE --keep hotp --yes").await;
    assert_eq!(told.exit, 3, "{told}");
    assert_eq!(stage.writes(), [""; 0]);
}

/// Of two with one name each is somebody of their own: what is done to one does not touch the other.
async fn twins(stage: &RealStage) {
    let factors = async |user: &str| {
        let told = stage.run(&format!("-t doubled -o json factor list {user}")).await;
        assert_eq!(told.exit, 0, "{told}");
        told.factors("factors")
    };
    let told = stage.run("-t doubled -o json user show ada").await;
    assert_eq!(told.json()["user"]["id"], "ada@doubled/people", "whom the server takes: {told}");
    let first = factors("ada").await;
    assert_eq!(factors("id:ada@doubled/twins").await, [""; 0]);
    let begun = stage.run("-t doubled factor enroll id:ada@doubled/twins sms --phone +15555550177 --yes").await;
    assert_eq!(begun.exit, 0, "{begun}");
    assert_eq!((factors("id:ada@doubled/twins").await, factors("ada").await), (vec!["sms".to_owned()], first.clone()));
    let reset = stage.run("-t doubled reset id:ada@doubled/twins --yes").await;
    assert_eq!(reset.exit, 0, "{reset}");
    assert_eq!((factors("id:ada@doubled/twins").await, factors("ada").await), (Vec::new(), first));
}
