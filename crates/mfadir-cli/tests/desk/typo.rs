//! A key that was mistyped when a tenant is added.

use crate::seat::Seat;

const ADD: &str =
    "tenant add acme --provider privacyidea --set url=https://mfa.example.com --set realm=people --no-test";

#[tokio::test]
async fn a_mistyped_key_is_told_in_the_place_of_the_one_that_is_missing() {
    let seat = Seat::with("");
    for typed in [None, Some("")] {
        let line = format!("{ADD} --set auth.usrname=x --secret auth.password=env:TOKEN");
        let ran = match typed {
            Some(typed) => seat.run_with(&line, typed).await,
            None => seat.run(&line).await,
        };
        assert_eq!(ran.exit, 2);
        assert!(ran.error.contains("unknown key `auth.usrname`"), "{ran:?}");
        assert!(ran.error.contains("did you mean `auth.username`?"), "{ran:?}");
    }
}

#[tokio::test]
async fn every_key_of_a_provider_is_asked_for_at_a_terminal() {
    let seat = Seat::with("");
    let added = seat
        .run_with("tenant add --no-test", "acme\nprivacyidea\nhttps://mfa.example.com\npeople\nhelpdesk\nenv:TOKEN\n")
        .await;
    assert_eq!(added.exit, 0, "{added:?}");
    let section = "[tenant.acme]\nprovider = \"privacyidea\"\nurl = \"https://mfa.example.com\"\nrealm = \"people\"\n\
                   auth = { username = \"helpdesk\", password = { env = \"TOKEN\" } }\n";
    assert_eq!(seat.configuration(), section);
}
