//! What a person answers while no run waits for it.

use std::{cell::Cell, time::Duration};

use jiff::SignedDuration;
use mfadir_core::Clock;
use mfadir_memory::Answer;
use mfadir_sandbox::{Rule, Switches};

use crate::{
    stage::{LENA, Ran, Stage},
    writes::writes,
};

const VERIFY: &str = "verify okta:ada@example.com --ticket INC1";
const CALLBACK: &str = "verify okta:ada@example.com --ticket INC1 --by callback --attest rang-back";
const UNLOCK: &str = "user unlock okta:ada@example.com --ticket INC1 --yes";

/// A tenant whose own log tells of nothing in time.
async fn stage(policy: &str) -> Stage {
    let stage = Stage::new(policy).await;
    let tenant = stage.sandbox.okta();
    tenant.switch(Switches { events_delay: SignedDuration::from_hours(48), ..tenant.switches() });
    stage
}

/// Ada is asked, and does not answer while the run waits for her.
async fn asked(stage: &Stage, line: &str) {
    let ran = stage.run(&format!("{line} --wait 1s")).await;
    assert_eq!(ran.exit, 8, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains("has not answered yet"), "{}", ran.error);
}

/// Ada answers the newest push that waits for her.
fn ada_answers(stage: &Stage, answer: Answer) {
    let (tenant, now) = (stage.sandbox.okta(), stage.sandbox.okta().now());
    tenant.world().answer_named("ada@example.com", answer, now).expect("a push waits for her");
}

/// What Ada's authenticator shows.
fn code(stage: &Stage) -> String {
    let (tenant, now) = (stage.sandbox.okta(), stage.sandbox.okta().now());
    let world = tenant.world();
    let ada = world.person_by_login("ada@example.com").expect("she is there");
    let totp = ada.factors.iter().find(|factor| factor.factor_type().to_string() == "totp@google").expect("a factor");
    world.shown_code(&ada.id, &totp.id, now).expect("it shows codes").reveal().to_owned()
}

fn with_code(stage: &Stage) -> String {
    format!("{VERIFY} --factor totp@google --code {}", code(stage))
}

fn entries(stage: &Stage, kind: &str) -> usize {
    stage.log().matches(&format!("\"kind\":\"{kind}\"")).count()
}

fn polls(stage: &Stage) -> usize {
    stage.sandbox.okta().requests().iter().filter(|seen| seen.path.contains("/transactions/")).count()
}

fn is_stopped(stage: &Stage, ran: &Ran) {
    assert_eq!(ran.exit, 6, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains("(rule denial"), "{}", ran.error);
    assert_eq!(entries(stage, "receipt"), 0, "{}", stage.log());
}

#[tokio::test]
async fn a_denial_for_which_nobody_waited_stops_every_proof_and_every_act() {
    for line in [CALLBACK, UNLOCK, "factor challenge okta:ada@example.com push --ticket INC2"] {
        let stage = stage("").await;
        asked(&stage, VERIFY).await;
        ada_answers(&stage, Answer::No);
        let ran = stage.run(line).await;
        is_stopped(&stage, &ran);
        assert!(ran.error.contains("DENIED: push@okta of ada@example.com was asked by ann for INC1"), "{}", ran.error);
        assert_eq!(entries(&stage, "denial"), 1, "{}", stage.log());
        is_stopped(&stage, &stage.run(&with_code(&stage)).await);
        is_stopped(&stage, &stage.run("temporary-code issue okta:ada@example.com --ticket INC1").await);
        assert_eq!((entries(&stage, "denial"), polls(&stage)), (1, 2), "it is asked about once");
    }
}

#[tokio::test]
async fn whoever_was_asked_for_something_else_denies_it_too() {
    let stage = stage("").await;
    assert_eq!(stage.run_as(LENA, "factor challenge okta:ada@example.com push --ticket INC2").await.exit, 0);
    ada_answers(&stage, Answer::No);
    is_stopped(&stage, &stage.run(CALLBACK).await);
}

#[tokio::test]
async fn the_push_limit_hides_no_denial() {
    let stage = stage("").await;
    for _ in 0..3 {
        asked(&stage, &format!("{VERIFY} --again")).await;
    }
    let ran = stage.run(&format!("{VERIFY} --factor push --again")).await;
    assert!(ran.exit == 6 && ran.error.contains("(rule push-limit"), "{}", ran.error);
    ada_answers(&stage, Answer::No);
    is_stopped(&stage, &stage.run(&with_code(&stage)).await);
}

#[tokio::test]
async fn going_on_with_a_challenge_is_no_new_push() {
    for (answer, exit) in [(Answer::Yes, 0), (Answer::No, 8)] {
        let stage = stage("").await;
        for _ in 0..3 {
            asked(&stage, &format!("{VERIFY} --again")).await;
        }
        ada_answers(&stage, answer);
        let ran = stage.run(VERIFY).await;
        assert_eq!(ran.exit, exit, "{}{}", ran.output, ran.error);
        assert!(ran.error.contains("going on with the challenge"), "{}", ran.error);
        assert_eq!(entries(&stage, "denial"), usize::from(exit == 8));
        let pushes = writes(stage.sandbox.okta()).iter().filter(|write| write.ends_with("/verify")).count();
        assert_eq!(pushes, 3, "{:?}", writes(stage.sandbox.okta()));
    }
}

#[tokio::test]
async fn a_push_is_denied_whatever_was_sent_after_it() {
    let stage = stage("").await;
    for _ in 0..2 {
        asked(&stage, &format!("{VERIFY} --again")).await;
    }
    // The newest is answered first.
    ada_answers(&stage, Answer::Yes);
    ada_answers(&stage, Answer::No);
    is_stopped(&stage, &stage.run(VERIFY).await);
}

#[tokio::test]
async fn what_nobody_answered_is_written_down_once_and_stops_nothing() {
    let stage = stage("").await;
    asked(&stage, VERIFY).await;
    assert_eq!(stage.run(CALLBACK).await.exit, 0);
    assert_eq!((entries(&stage, "timed-out"), polls(&stage)), (0, 2), "it still waits");
    stage.clock.sleep(Duration::from_mins(6)).await;
    for _ in 0..2 {
        let ran = stage.run(CALLBACK).await;
        assert_eq!(ran.exit, 0, "{}", ran.error);
    }
    assert_eq!((entries(&stage, "timed-out"), polls(&stage)), (1, 3), "{}", stage.log());
}

#[tokio::test]
async fn a_denial_counts_however_late_it_is_asked_about() {
    let stage = stage("").await;
    asked(&stage, VERIFY).await;
    ada_answers(&stage, Answer::No);
    stage.clock.sleep(Duration::from_mins(90)).await;
    // What is kept for others is tidied up meanwhile.
    assert_eq!(stage.run("verify okta:bob@example.com --ticket INC2 --wait 0s --factor sms").await.exit, 8);
    is_stopped(&stage, &stage.run(CALLBACK).await);
}

#[tokio::test]
async fn a_provider_that_does_not_answer_holds_nothing_up() {
    let stage = Stage::new("[receipt]\nrequired = []\n").await;
    asked(&stage, VERIFY).await;
    let act = mfadir_memory::Act::at(stage.sandbox.okta().now());
    let locked = ada(&stage);
    stage.sandbox.okta().world().lock(&locked, &act).expect("locked");
    let down = Rule {
        path: Some("/api/v1/users/*/factors/*/transactions/*".to_owned()),
        status: Some(403),
        ..Rule::default()
    };
    stage.sandbox.okta().faults().add(down);
    let ran = stage.run(UNLOCK).await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    assert!(
        ran.error.contains("cannot tell whether the challenge of push@okta of ada@example.com was denied"),
        "{}",
        ran.error
    );
    stage.sandbox.okta().faults().clear();
    ada_answers(&stage, Answer::No);
    let ran = stage.run(CALLBACK).await;
    assert!(ran.exit == 6 && ran.error.contains("(rule denial"), "it is asked about again: {}", ran.error);
}

fn ada(stage: &Stage) -> mfadir_core::UserId {
    stage.sandbox.okta().world().person_by_login("ada@example.com").expect("she is there").id.clone()
}

#[tokio::test]
async fn whoever_only_looks_asks_for_no_answer() {
    let stage = stage("").await;
    asked(&stage, VERIFY).await;
    ada_answers(&stage, Answer::No);
    let before = (polls(&stage), stage.log());
    for line in
        ["explain okta:ada@example.com", "can-i unlock okta:ada@example.com", "factor list okta:ada@example.com"]
    {
        stage.run(line).await;
    }
    stage.run(&format!("{CALLBACK} --dry-run")).await;
    assert_eq!((polls(&stage), stage.log()), before);
}

#[tokio::test]
async fn one_screen_tells_that_a_challenge_is_open_or_was_denied() {
    let stage = stage("").await;
    asked(&stage, VERIFY).await;
    let explain = "explain okta:ada@example.com";
    let open = stage.run(explain).await;
    let told = "open challenge: push@okta was asked by ann for INC1, and nobody looked at the answer yet";
    assert!(open.output.contains(told) && !open.output.contains("DENIED"), "{}", open.output);
    ada_answers(&stage, Answer::No);
    is_stopped(&stage, &stage.run(CALLBACK).await);
    let denied = stage.run(explain).await;
    assert!(
        denied.output.starts_with("DENIED: ada@example.com denied a challenge at 2026-01-12 09:00 UTC"),
        "{}",
        denied.output
    );
    assert!(!denied.output.contains("open challenge"), "{}", denied.output);
}

#[tokio::test]
async fn whoever_stops_waiting_for_a_denial_does_not_lose_it() {
    let stage = stage("").await;
    asked(&stage, VERIFY).await;
    ada_answers(&stage, Answer::No);
    stage.is_interrupted();
    let ran = stage.run(VERIFY).await;
    assert!(ran.exit == 130 && ran.error.contains("DENIED"), "{}", ran.error);
    let kept = Cell::new(0);
    stage.rewrite_handles(|_| kept.set(kept.get() + 1));
    assert_eq!(kept.get(), 1, "the next run asks about it");
    assert!(!writes(stage.sandbox.okta()).iter().any(|write| write.starts_with("DELETE")), "it is not taken back");
}

#[tokio::test]
async fn a_push_that_was_denied_elsewhere_stops_what_is_done_here() {
    for engine in [mfadir_sandbox::Engine::Idx, mfadir_sandbox::Engine::V1] {
        let stage = Stage::new("").await;
        let tenant = stage.sandbox.okta();
        tenant.switch(Switches { engine, ..tenant.switches() });
        let (ada, act) = (ada(&stage), mfadir_memory::Act::at(tenant.now()));
        let push = {
            let world = tenant.world();
            let ada = world.person_by_login("ada@example.com").expect("she is there");
            ada.factors.iter().find(|factor| factor.kind == mfadir_core::Kind::Push).expect("a push").id.clone()
        };
        tenant.world().challenge(&ada, &push, &mfadir_core::ChallengeRequest::default(), &act).expect("asked");
        assert_eq!(stage.run(CALLBACK).await.exit, 0, "a push that waits stops nothing");
        ada_answers(&stage, Answer::No);
        let ran = stage.run(UNLOCK).await;
        assert!(ran.exit == 6 && ran.error.contains("(rule denial"), "{engine:?}: {}", ran.error);
        assert_eq!(polls(&stage), 0);
    }
}

#[tokio::test]
async fn a_wrong_code_is_no_denial() {
    let stage = Stage::new("").await;
    let ran = stage.run(&format!("{VERIFY} --factor totp@google --code 000000")).await;
    assert_eq!(ran.exit, 8, "{}", ran.error);
    assert_eq!(stage.run(CALLBACK).await.exit, 0);
}
