//! What the provider and the way to it can do wrong while something is removed, and what is claimed then.

use mfadir_sandbox::{Cut, Rule};
use mfadir_tests::{Stage, Told, block_on};

/// Removes a factor of Ada's while this happens to the removal.
async fn remove_under(removal: Rule) -> (Stage, Told) {
    let stage = Stage::new().await;
    let removal = Rule { method: Some("DELETE".into()), ..removal };
    stage.sandbox().okta().faults().add(removal);
    let told = stage.run("-t okta factor remove ada@example.com totp@google --yes").await;
    (stage, told)
}

fn ada_has(stage: &Stage, factor: &str) -> bool {
    let world = stage.sandbox().okta().world();
    let ada = world.person_by_login("ada@example.com").expect("ada was seeded");
    ada.factors.iter().any(|held| held.factor_type().to_string() == factor)
}

#[test]
fn a_removal_whose_answer_is_lost_is_looked_up() {
    block_on(async {
        let (stage, told) = remove_under(Rule { reset: true, after: true, times: Some(1), ..Rule::default() }).await;
        assert!(!ada_has(&stage, "totp@google"));
        assert_eq!(told.exit, 0, "it is gone, and the read-back shows it: {told}");
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn a_removal_that_was_not_carried_out_is_never_claimed() {
    block_on(async {
        let rules = [
            Rule { reset: true, ..Rule::default() },
            Rule { status: Some(503), ..Rule::default() },
            Rule { status: Some(204), ..Rule::default() },
            Rule { body: Some("<html>".into()), ..Rule::default() },
            Rule { status: Some(403), ..Rule::default() },
        ];
        let mut text = Vec::new();
        for rule in rules {
            let (stage, told) = remove_under(rule).await;
            assert!(ada_has(&stage, "totp@google"));
            assert_ne!(told.exit, 0, "{told}");
            text.push(stage.transcript(&[told]));
        }
        insta::assert_snapshot!(text.join("\n\n"));
    });
}

#[test]
fn what_cannot_be_read_back_is_unknown() {
    block_on(async {
        let stage = Stage::new().await;
        let removal = Rule { method: Some("DELETE".into()), reset: true, after: true, ..Rule::default() };
        stage.sandbox().okta().faults().add(removal);
        let list = Rule { path: Some("/api/v1/users/*/factors".into()), times: Some(1), ..Rule::default() };
        stage.sandbox().okta().faults().add(list);
        let broken =
            Rule { path: Some("/api/v1/users/*/factors".into()), cut: Some(Cut::Middle(true)), ..Rule::default() };
        stage.sandbox().okta().faults().add(broken);
        let told = stage.run("-t okta factor remove ada@example.com totp@google --yes").await;
        assert_eq!(told.exit, 7, "{told}");
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn a_credential_that_only_reads_is_told_to_be_one() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta-reader factor remove ada@example.com sms --yes").await;
        assert_eq!(told.exit, 4, "{told}");
        assert!(ada_has(&stage, "sms@okta"));
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}
