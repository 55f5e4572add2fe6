//! Codes that stand in for a factor.

use mfadir_tests::{Stage, block_on};

#[test]
fn a_code_is_shown_once_and_taken_back() {
    block_on(async {
        let stage = Stage::new().await;
        let issued = stage.run("-t okta temporary-code issue ada@example.com --ttl 1h --yes").await;
        assert_eq!(issued.exit, 0, "{issued}");
        let ada = stage.sandbox().okta().world().person_by_login("ada@example.com").expect("seeded").id.clone();
        let now = mfadir_core::Clock::now(stage.clock());
        let codes = stage.sandbox().okta().world().codes(&ada, now).len();
        assert_eq!(codes, 1);
        let revoked = stage.run("-t okta temporary-code revoke ada@example.com --yes").await;
        assert_eq!(revoked.exit, 0, "{revoked}");
        assert!(stage.sandbox().okta().world().codes(&ada, now).is_empty());
        let again = stage.run("-t okta temporary-code revoke ada@example.com --yes").await;
        assert_eq!(again.exit, 3, "{again}");
    });
}

#[test]
fn onelogin_issues_a_code_and_cannot_take_it_back() {
    block_on(async {
        let stage = Stage::new().await;
        let issued = stage.run("-t onelogin temporary-code issue ada@example.com --yes").await;
        assert_eq!(issued.exit, 0, "{issued}");
        let already = stage.sandbox().onelogin().requests().len();
        let revoked = stage.run("-t onelogin temporary-code revoke ada@example.com --yes").await;
        assert_eq!(revoked.exit, 9, "{revoked}");
        assert_eq!(stage.sandbox().onelogin().requests().len(), already, "it is said before anything is sent");
        insta::assert_snapshot!(stage.transcript(&[revoked]));
    });
}
