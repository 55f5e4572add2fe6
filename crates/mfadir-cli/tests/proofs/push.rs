//! A push that is approved, denied, not answered, or taken back.

use mfadir_core::Clock;
use mfadir_memory::Answer;
use mfadir_sandbox::Tenant;

use crate::{stage::Stage, writes::writes};

const VERIFY: &str = "factor verify okta:ada@example.com push --number-matching";
const KEEPS_ASKING: &str = "factor verify onelogin:ada@example.com push";

/// Has the person tap once the command has slept some seconds.
fn taps(stage: &Stage, tenant: &Tenant, answer: Answer) {
    let tenant = tenant.clone();
    stage.meanwhile(move |slept| {
        if slept == 10 {
            let now = tenant.now();
            tenant.world().answer_named("ada@example.com", answer, now).expect("a push waits");
        }
    });
}

#[tokio::test]
async fn an_approved_push_is_a_success_and_the_number_is_shown_before() {
    let stage = Stage::new().await;
    taps(&stage, stage.sandbox.okta(), Answer::Yes);
    let ran = stage.run_at_terminal(VERIFY, "").await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.error.contains("the number to match is "), "{}", ran.error);
    assert!(ran.error.contains("waiting for the user's answer, 4:5"), "{}", ran.error);
    assert!(ran.output.contains("push@okta of ada@example.com (Ada Lind) on okta: approved"), "{}", ran.output);
    assert!(ran.output.contains("receipt      none"), "{}", ran.output);
    assert_eq!((writes(stage.sandbox.okta()).len(), stage.kept()), (1, 0));
}

#[tokio::test]
async fn a_denied_push_is_none() {
    let stage = Stage::new().await;
    taps(&stage, stage.sandbox.okta(), Answer::No);
    let ran = stage.run(&format!("-o json {VERIFY}")).await;
    assert_eq!(ran.exit, 8);
    assert!(ran.output.contains("\"outcome\": \"denied\""), "{}", ran.output);
    assert!(ran.error.contains("ada@example.com denied it"), "{}", ran.error);
    assert_eq!(stage.kept(), 0);
}

#[tokio::test]
async fn each_provider_is_polled_at_its_own_pace_until_its_time_is_over() {
    let stage = Stage::new().await;
    for (line, tenant) in [(VERIFY, stage.sandbox.okta()), (KEEPS_ASKING, stage.sandbox.onelogin())] {
        let before = stage.clock.now();
        let ran = stage.run(line).await;
        assert_eq!(ran.exit, 8, "{}", ran.error);
        assert!(ran.error.contains("did not answer in time"), "{}", ran.error);
        let waited = stage.clock.now().duration_since(before).as_secs();
        let polls = tenant.requests().iter().filter(|seen| is_poll(&seen.path)).count();
        assert!((100..=310).contains(&waited), "{waited} s");
        assert!(i64::try_from(polls).is_ok_and(|polls| polls > 10 && polls <= waited / 3 + 2), "{polls} in {waited} s");
    }
}

fn is_poll(path: &str) -> bool {
    path.contains("/transactions/") || path.ends_with("/verify")
}

#[tokio::test]
async fn who_waits_no_longer_goes_on_later() {
    let stage = Stage::new().await;
    let ran = stage.run(&format!("{VERIFY} --wait 20s")).await;
    assert_eq!(ran.exit, 8);
    assert!(ran.error.contains("has not answered yet"), "{}", ran.error);
    taps(&stage, stage.sandbox.okta(), Answer::Yes);
    stage.sandbox.okta().world().answer_named("ada@example.com", Answer::Yes, stage.clock.now()).expect("waits");
    let ran = stage.run(VERIFY).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.error.contains("going on with the challenge h-"), "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()).len(), 1, "one push was sent");
}

#[tokio::test]
async fn an_interrupted_wait_takes_the_push_back_where_that_can_be() {
    for (line, told, kept) in
        [(VERIFY, "the challenge was taken back", 0), (KEEPS_ASKING, "cannot take a challenge back", 1)]
    {
        let stage = Stage::new().await;
        let interrupt = stage.surroundings.interrupt.clone();
        stage.meanwhile(move |slept| {
            if slept == 6 {
                interrupt.trip();
            }
        });
        let ran = stage.run(line).await;
        assert_eq!(ran.exit, 130, "{}", ran.error);
        assert!(ran.error.contains(told), "{}", ran.error);
        assert_eq!(stage.kept(), kept);
        let cancelled = writes(stage.sandbox.okta()).iter().any(|write| write.starts_with("DELETE "));
        assert_eq!(cancelled, kept == 0);
    }
}
