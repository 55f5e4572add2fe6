//! Nobody is locked out by mistake.

use mfadir_tests::{Stage, block_on};

#[test]
fn the_last_usable_factor_stays_unless_somebody_says_why() {
    block_on(async {
        let stage = Stage::new().await;
        let refused = stage.run("-t okta factor remove bob@example.com sms --yes").await;
        assert_eq!(refused.exit, 6, "{refused}");
        assert_eq!(stage.okta_writes(), [""; 0]);
        let remove = "-t okta factor remove bob@example.com sms --yes --allow-last-factor";
        let unexplained = stage.run(remove).await;
        assert_eq!(unexplained.exit, 2, "{unexplained}");
        assert_eq!(stage.okta_writes(), [""; 0]);
        let explained = stage.run(&format!("{remove} --reason lost-phone")).await;
        assert_eq!(explained.exit, 0, "{explained}");
        assert_eq!(stage.okta_writes().len(), 1);
        insta::assert_snapshot!(stage.transcript(&[refused, unexplained, explained]));
    });
}

#[test]
fn a_word_that_means_two_factors_removes_neither() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta factor remove ada@example.com totp --yes").await;
        assert_eq!(told.exit, 3, "{told}");
        for candidate in ["totp@okta", "totp@google"] {
            assert!(told.error.contains(candidate), "{candidate} is missing: {told}");
        }
        assert_eq!(stage.okta_writes(), [""; 0]);
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn yes_lifts_no_guard_and_no_question_is_asked_without_a_terminal() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta factor remove ada@example.com sms").await;
        assert_eq!(told.exit, 2, "{told}");
        assert!(told.error.contains("--yes"), "{told}");
        assert_eq!(stage.okta_writes(), [""; 0]);
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}
