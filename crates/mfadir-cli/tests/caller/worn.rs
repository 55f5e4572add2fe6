//! Whoever asks again and again, under whichever name, comes to the same limits.

use std::time::Duration;

use mfadir_core::Clock;
use mfadir_memory::Answer;

use crate::{
    stage::{Ran, Stage},
    writes::writes,
};

const VERIFY: &str = "verify okta:ada@example.com --factor push --ticket WORD";
const CODE: &str = "temporary-code issue okta:ada@example.com --ticket WORD";

fn refused(ran: &Ran, rule: &str) {
    assert_eq!(ran.exit, 6, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains(&format!("(rule {rule})")), "{}", ran.error);
}

async fn verified_code(stage: &Stage) -> Ran {
    assert_eq!(stage.run(VERIFY).await.exit, 0);
    stage.run(CODE).await
}

#[tokio::test]
async fn a_caller_who_is_verified_anew_under_the_same_ticket_waits_and_comes_to_the_cap() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    assert_eq!(verified_code(&stage).await.exit, 0);
    refused(&verified_code(&stage).await, "cool-down");
    for _ in 0..2 {
        stage.clock.sleep(Duration::from_mins(8)).await;
        let ran = verified_code(&stage).await;
        assert_eq!(ran.exit, 0, "{}", ran.error);
    }
    stage.clock.sleep(Duration::from_mins(8)).await;
    refused(&verified_code(&stage).await, "user-cap");
    let codes = writes(stage.sandbox.okta()).iter().filter(|write| write.ends_with("/tac")).count();
    assert_eq!(codes, 3);
}

/// The same tenant under another name, its address written otherwise.
fn name_it_anew(stage: &Stage) {
    let url = &stage.sandbox.ready().okta.url;
    stage.configure(&format!(
        "[tenant.alias]\nprovider = \"okta\"\npolicy = \"policy.toml\"\nurl = \"{}/\"\n\
         auth = {{ api_token = {{ env = \"TOKEN\" }} }}\n",
        url.replace("http:", "HTTP:")
    ));
}

#[tokio::test]
async fn another_name_of_the_tenant_is_no_way_around_a_denial() {
    let stage = Stage::new("").await;
    name_it_anew(&stage);
    stage.ada_taps(Answer::No);
    assert_eq!(stage.run(VERIFY).await.exit, 8);
    let sent = writes(stage.sandbox.okta());
    for line in
        ["factor challenge alias:ada@example.com push --ticket WORD", "verify alias:ada@example.com --ticket WORD"]
    {
        refused(&stage.run(line).await, "denial");
    }
    assert_eq!(writes(stage.sandbox.okta()), sent);
}

#[tokio::test]
async fn another_name_of_the_tenant_is_no_way_around_limit_and_pause() {
    let stage = Stage::new("").await;
    name_it_anew(&stage);
    stage.ada_taps(Answer::Yes);
    assert_eq!(verified_code(&stage).await.exit, 0);
    assert_eq!(stage.run(&VERIFY.replace("okta:", "alias:")).await.exit, 0);
    refused(&stage.run(&CODE.replace("okta:", "alias:")).await, "cool-down");
    assert_eq!(stage.run(&VERIFY.replace("okta:", "alias:")).await.exit, 0);
    refused(&stage.run("factor challenge okta:ada@example.com push --ticket WORD").await, "push-limit");
}
