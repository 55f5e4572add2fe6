//! A challenge proves the caller of the call in which it was sent, and nobody else.

use mfadir_memory::Answer;

use crate::{
    stage::{ANN, LENA, Ran, Stage},
    writes::writes,
};

const ADA: &str = "okta:ada@example.com --ticket INC1";

/// Ada, or whoever has her phone, answers the oldest push that waits for her.
fn ada_answers(stage: &Stage) {
    let tenant = stage.sandbox.okta();
    let now = tenant.now();
    tenant.world().answer_named("ada@example.com", Answer::Yes, now).expect("a push waits for her");
}

fn is_no_receipt(stage: &Stage, ran: &Ran) {
    assert_eq!(ran.exit, 8, "{}{}", ran.output, ran.error);
    assert!(!stage.log().contains("\"kind\":\"receipt\""), "{}", stage.log());
}

#[tokio::test]
async fn a_challenge_that_was_sent_for_something_else_verifies_nobody() {
    let stage = Stage::new("").await;
    let ran = stage.run(&format!("factor challenge {ADA} push")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    ada_answers(&stage);
    is_no_receipt(&stage, &stage.run(&format!("verify {ADA} --wait 0s")).await);
    let pushes = writes(stage.sandbox.okta()).iter().filter(|write| write.ends_with("/verify")).count();
    assert_eq!(pushes, 2, "the caller is asked anew: {:?}", writes(stage.sandbox.okta()));
}

#[tokio::test]
async fn a_challenge_verifies_the_caller_of_its_operator_and_ticket_alone() {
    let stage = Stage::new("[pushes]\nmost = 5\n").await;
    is_no_receipt(&stage, &stage.run(&format!("verify {ADA} --wait 0s")).await);
    ada_answers(&stage);
    let other_ticket = "verify okta:ada@example.com --ticket INC2 --wait 0s";
    is_no_receipt(&stage, &stage.run_as(ANN, other_ticket).await);
    is_no_receipt(&stage, &stage.run_as(LENA, &format!("verify {ADA} --wait 0s")).await);
    let ran = stage.run_as(ANN, &format!("verify {ADA} --wait 0s")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.error.contains("going on with the challenge"), "{}", ran.error);
    assert!(ran.output.contains("receipt      rc-"), "{}", ran.output);
}

#[tokio::test]
async fn what_was_kept_before_calls_were_noted_verifies_nobody() {
    let stage = Stage::new("").await;
    is_no_receipt(&stage, &stage.run(&format!("verify {ADA} --wait 0s")).await);
    ada_answers(&stage);
    stage.rewrite_handles(|handle| {
        handle.remove("call").expect("a call is noted");
    });
    is_no_receipt(&stage, &stage.run(&format!("verify {ADA} --wait 0s")).await);
}

#[tokio::test]
async fn a_code_counts_where_it_was_sent_for_this_call() {
    let stage = Stage::new("[receipt]\nproofs = [\"sms\"]\n").await;
    let verify = format!("verify {ADA} --factor sms@okta");
    assert_eq!(stage.run(&format!("factor challenge {ADA} sms@okta")).await.exit, 0);
    let ran = stage.run(&format!("{verify} --code {}", stage.sent_code())).await;
    is_no_receipt(&stage, &ran);
    assert!(ran.error.contains("was not asked for this call"), "{}", ran.error);
    let sent = stage.run(&format!("{verify} -o json")).await;
    is_no_receipt(&stage, &sent);
    assert!(sent.error.contains("--ticket INC1 --code CODE` hands it in"), "{}", sent.error);
    let document: serde_json::Value = serde_json::from_str(&sent.output).expect("one document");
    assert_eq!(document["outcome"], "waiting", "{document}");
    let ran = stage.run(&format!("{verify} --code {}", stage.sent_code())).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
}
