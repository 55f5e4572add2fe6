//! The provider's answer, lost on its way.

use std::time::Duration;

use mfadir_core::Clock;
use mfadir_memory::Answer;
use mfadir_sandbox::Rule;
use serde_json::Value;

use crate::{stage::Stage, writes::writes};

const VERIFY: &str = "verify okta:ada@example.com --factor push --ticket INC1";
const RESET: &str = "reset okta:ada@example.com --lost all --yes --ticket INC1";

fn rule(method: &str, path: &str) -> Rule {
    Rule { method: Some(method.to_owned()), path: Some(path.to_owned()), ..Rule::default() }
}

/// Ada is verified; the answer to what takes her factors is lost after that was done.
async fn lost() -> Stage {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    assert_eq!(stage.run(VERIFY).await.exit, 0);
    let path = "/api/v1/users/*/lifecycle/reset_factors";
    stage.sandbox.okta().faults().add(Rule { reset: true, after: true, ..rule("POST", path) });
    stage
}

fn results(stage: &Stage, kind: &str) -> Vec<String> {
    let read = |line: &str| serde_json::from_str::<Value>(line).expect("a line")["entry"].clone();
    let entries = stage.log().lines().map(read).collect::<Vec<_>>();
    let of_kind = entries.iter().filter(|entry| entry["kind"] == kind && entry["operation"] != "challenge");
    of_kind.filter_map(|entry| entry["result"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn what_was_done_is_seen_by_looking_again() {
    let stage = lost().await;
    let ran = stage.run(RESET).await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    assert_eq!(results(&stage, "outcome")[0], "unknown", "no answer came, however often it was asked");
    assert_eq!(results(&stage, "read-back"), ["done"]);
}

#[tokio::test]
async fn where_nobody_can_look_again_that_is_told() {
    let stage = lost().await;
    let list = rule("GET", "/api/v1/users/*/factors");
    stage.sandbox.okta().faults().add(Rule { times: Some(1), ..list.clone() });
    stage.sandbox.okta().faults().add(Rule { status: Some(503), ..list });
    let ran = stage.run(RESET).await;
    assert_eq!(ran.exit, 7, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains("what came of it could not be read back"), "{}", ran.error);
    assert_eq!(results(&stage, "read-back"), ["unknown"]);
}

#[tokio::test]
async fn what_may_have_been_done_is_not_asked_for_twice_and_uses_its_receipt() {
    let stage = lost().await;
    stage.sandbox.okta().faults().add(Rule { times: Some(1), reset: true, after: true, ..rule("POST", "/**/tac") });
    let code = "temporary-code issue okta:ada@example.com --ticket INC1";
    let ran = stage.run(code).await;
    assert_eq!(ran.exit, 7, "{}{}", ran.output, ran.error);
    assert_eq!(results(&stage, "outcome"), ["unknown"]);
    stage.clock.sleep(Duration::from_mins(6)).await;
    let again = stage.run(code).await;
    assert_eq!(again.exit, 8, "{}{}", again.output, again.error);
    assert!(again.error.contains("the receipt was used already"), "{}", again.error);
    assert_eq!(writes(stage.sandbox.okta()).iter().filter(|write| write.ends_with("/tac")).count(), 1);
}
