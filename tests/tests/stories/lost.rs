//! Answers to what must not be sent twice, lost on the way.

use mfadir_sandbox::Rule;
use mfadir_tests::{Stage, Told, block_on};

/// Runs the line while the answer to its first writing request is lost, done or not.
async fn lost(line: &str, after: bool) -> (Stage, Told) {
    let stage = Stage::new().await;
    let lost = Rule { reset: true, after, method: Some("POST".into()), ..Rule::default() };
    let lost = Rule { path: Some("/api/**".into()), ..lost };
    stage.sandbox().okta().faults().add(lost.clone());
    stage.sandbox().onelogin().faults().add(lost);
    let told = stage.run(line).await;
    (stage, told)
}

#[test]
fn a_lost_answer_is_unknown_and_sent_once() {
    block_on(async {
        let lines = [
            "-t okta factor enroll carol@example.com sms --phone +15555550123 --yes",
            "-t okta factor challenge ada@example.com sms --yes",
            "-t okta temporary-code issue ada@example.com --yes",
            "-t onelogin factor enroll carol@example.com sms --phone +15555550123 --yes",
            "-t onelogin factor challenge ada@example.com sms --yes",
            "-t onelogin temporary-code issue ada@example.com --yes",
        ];
        let mut text = Vec::new();
        for line in lines {
            let (stage, told) = lost(line, true).await;
            assert_eq!(told.exit, 7, "{told}");
            let sent = stage.okta_writes().len() + stage.onelogin_writes().len();
            assert_eq!(sent, 1, "{told}");
            text.push(stage.transcript(&[told]));
        }
        insta::assert_snapshot!(text.join("\n\n"));
    });
}

#[test]
fn what_may_not_have_happened_is_unknown_too() {
    block_on(async {
        let (stage, told) = lost("-t okta factor enroll carol@example.com sms --phone +15555550123 --yes", false).await;
        assert_eq!(told.exit, 7, "{told}");
        assert_eq!(stage.okta_writes().len(), 1, "{told}");
    });
}
