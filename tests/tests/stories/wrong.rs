//! What people get wrong on the way of a factor, and what they are told: one sentence, the right exit code, a hint.

use std::time::Duration;

use mfadir_tests::{Stage, block_on};

const ENROLL: &str = "-t okta factor enroll carol@example.com sms --phone +15555550123 --yes";

/// The newest code that the tenant sent.
fn code(stage: &Stage) -> String {
    stage.sandbox().okta().world().outbox().last().expect("it was sent").code.reveal().to_owned()
}

#[test]
fn what_cannot_be_sent_is_refused_before_anything_is() {
    block_on(async {
        let lines = [
            ("-t okta factor enroll carol@example.com sms --phone 0555-550123 --yes", 2),
            ("-t okta factor enroll carol@example.com email --email carol --yes", 2),
            ("-t onelogin factor enroll carol@example.com webauthn --yes", 9),
            ("-t onelogin factor questions ada@example.com", 9),
            ("-t onelogin-v2 factor resend ada@example.com sms --yes", 9),
        ];
        let stage = Stage::new().await;
        let mut all = Vec::new();
        for (line, exit) in lines {
            let told = stage.run(line).await;
            assert_eq!(told.exit, exit, "{told}");
            all.push(told);
        }
        assert!(stage.sandbox().okta().requests().is_empty());
        assert!(stage.sandbox().onelogin().requests().is_empty());
        insta::assert_snapshot!(stage.transcript(&all));
    });
}

#[test]
fn a_second_message_within_half_a_minute_is_told_when_it_may_go() {
    block_on(async {
        let stage = Stage::new().await;
        let begun = stage.run(ENROLL).await;
        assert_eq!(begun.exit, 0, "{begun}");
        let early = stage.run("-t okta factor resend carol@example.com sms --yes --wait 0s").await;
        assert_ne!(early.exit, 0, "{early}");
        let pause = stage.run("-t okta factor resend carol@example.com sms --yes").await;
        stage.advance(Duration::from_secs(31));
        let later = stage.run("-t okta factor resend carol@example.com sms --yes").await;
        insta::assert_snapshot!(stage.transcript(&[early, pause, later]));
    });
}

#[test]
fn a_code_that_comes_too_late_activates_nothing() {
    block_on(async {
        let stage = Stage::new().await;
        let begun = stage.run(ENROLL).await;
        assert_eq!(begun.exit, 0, "{begun}");
        let code = code(&stage);
        stage.advance(Duration::from_hours(24));
        let late = stage.run(&format!("-t okta factor activate carol@example.com sms --code {code} --yes")).await;
        assert_ne!(late.exit, 0, "{late}");
        let list = stage.run("-t okta factor list carol@example.com").await;
        assert!(!list.output.contains(" active "), "{list}");
        insta::assert_snapshot!(stage.transcript(&[late]).replace(&code, "<code>"));
    });
}

#[test]
fn what_cannot_be_asked_is_told() {
    block_on(async {
        let stage = Stage::new().await;
        let lines = [
            "-t okta factor challenge ada@example.com totp@google --yes",
            "-t okta factor challenge ada@example.com id:opfNobodys --yes",
            "-t okta factor challenge bob@example.com push --yes",
        ];
        let mut all = Vec::new();
        for line in lines {
            let told = stage.run(line).await;
            assert_ne!(told.exit, 0, "{told}");
            all.push(told);
        }
        assert!(stage.okta_writes().len() <= 1, "{:?}", stage.okta_writes());
        insta::assert_snapshot!(stage.transcript(&all));
    });
}
