//! Enrollments that a person completes on a device, that nobody completes, and whose answer is lost.

use mfadir_memory::Answer;
use mfadir_sandbox::Rule;

use crate::{
    stage::{Stage, sent_code},
    writes::writes,
};

const ENROLL_PUSH: &str = "factor enroll okta:bob@example.com push --wait";

#[tokio::test]
async fn a_wait_ends_when_the_device_answers() {
    for (answer, exit, state) in [(Answer::Yes, 0, "active"), (Answer::No, 8, "refused")] {
        let stage = Stage::new().await;
        let tenant = stage.sandbox.okta().clone();
        stage.meanwhile(move |slept| {
            if slept == 6 {
                let now = tenant.now();
                tenant.world().answer_named("bob@example.com", answer, now).expect("a push waits");
            }
        });
        let ran = stage.run(&format!("-o json {ENROLL_PUSH}")).await;
        assert_eq!(ran.exit, exit, "{}", ran.error);
        assert!(ran.output.contains(&format!("\"state\": \"{state}\"")), "{}", ran.output);
        assert!(ran.error.contains("waiting for the user to complete the enrollment"), "{}", ran.error);
        assert_eq!(stage.kept(), 0);
    }
}

#[tokio::test]
async fn what_nobody_completes_ends_by_itself() {
    let stage = Stage::new().await;
    let ran = stage.run(ENROLL_PUSH).await;
    assert_eq!(ran.exit, 8, "{}", ran.error);
    assert!(ran.error.contains("was not completed in time"), "{}", ran.error);
    assert_eq!(stage.kept(), 0);
}

#[tokio::test]
async fn a_lost_answer_is_not_asked_for_twice_and_told_with_what_is_there() {
    let stage = Stage::new().await;
    let okta = stage.sandbox.okta();
    let path = Some("/api/v1/users/*/factors".to_owned());
    let lost = Rule { method: Some("POST".to_owned()), path, reset: true, after: true, ..Rule::default() };
    okta.faults().add(lost);
    let ran = stage.run("factor enroll okta:bob@example.com totp@google").await;
    assert_eq!((ran.exit, ran.output.as_str()), (7, ""), "{}", ran.error);
    assert!(ran.error.contains("it was done all the same: totp@google"), "{}", ran.error);
    assert!(ran.error.contains("look before you repeat"), "{}", ran.error);
    assert_eq!(writes(okta).len(), 1);
}

#[tokio::test]
async fn a_resend_that_comes_too_early_says_when_it_is_possible() {
    let stage = Stage::new().await;
    assert_eq!(stage.run("factor enroll okta:nina@example.com sms --phone +15555550199").await.exit, 0);
    let ran = stage.run("factor resend okta:nina@example.com --wait 1s").await;
    assert_eq!(ran.exit, 5, "{}", ran.error);
    assert!(ran.error.contains("30 s"), "{}", ran.error);
    let code = sent_code(stage.sandbox.okta(), "nina@example.com");
    let ran = stage.run(&format!("factor activate okta:nina@example.com --code {code}")).await;
    assert_eq!((ran.exit, stage.kept()), (0, 0), "{}", ran.error);
}
