//! Every point between an act that was done and the last of those who are told.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::stage::Stage;

const ADA: &str = "ada@example.com";
const RESET: &str = "reset ada@example.com --yes --end-sessions --ticket INC0010001";
/// A write on somebody else, before which it is looked what is owed.
const NEXT: &str = "factor remove grace+lab@example.com sms --yes";
/// What a reset owes here.
const ALL: [&str; 5] = ["security/mail", "security/webhook", "sessions", "ticket", "user/mail"];

fn entries(stage: &Stage) -> Vec<Value> {
    stage.log().into_iter().map(|line| line["entry"].clone()).filter(|entry| entry["user"]["login"] == ADA).collect()
}

fn words(value: &Value) -> impl Iterator<Item = String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned)
}

/// What the log says is owed to Ada's reset, and is not noted as told or as not to be told any more.
fn owed(stage: &Stage) -> Vec<String> {
    let entries = entries(stage);
    let mut owed: BTreeSet<String> = entries.iter().flat_map(|entry| words(&entry["owes"])).collect();
    for entry in &entries {
        let ends_sessions = entry["kind"] == "intent" && entry["operation"] == "end-sessions";
        let told = if ends_sessions { Some("sessions") } else { entry["told"].as_str() };
        told.map(|told| owed.remove(told));
    }
    owed.into_iter().collect()
}

/// How often Ada's reset reached anybody.
fn arrived(stage: &Stage) -> Vec<String> {
    let post = stage.desk().post();
    let hers = post.iter().filter(|post| post.text.contains(ADA));
    let mut to: Vec<String> = hers.map(|post| post.to.clone()).collect();
    to.sort();
    to
}

/// The next write tells what is owed, once, and the log and the outbox agree.
async fn is_made_up_for(stage: &Stage, sessions_left: bool) {
    let next = stage.run(NEXT).await;
    assert_eq!(next.exit, Some(0), "{}{}", next.output, next.error);
    assert!(next.error.contains("was cut off before everybody was told: made up for now"), "{}", next.error);
    assert_eq!(next.error.contains("NOT signed out: ada@example.com"), sessions_left, "{}", next.error);
    assert_eq!(owed(stage), Vec::<String>::new());
    assert_eq!(arrived(stage), ["/hooks/notices", "INC0010001", ADA, "watch@example.com"], "each once");
    let verified = stage.run("audit verify").await;
    assert_eq!(verified.exit, Some(0), "{}{}", verified.output, verified.error);
    let again = stage.run("factor remove grace+lab@example.com totp --yes --if-present").await;
    assert!(!again.error.contains("was cut off"), "nothing is owed twice: {}", again.error);
}

#[tokio::test]
async fn killed_before_it_looked_again() {
    let stage = Stage::telling("okta").await;
    stage.hold("GET", "/api/v1/users/*/factors", 1, false);
    stage.kill(RESET, Stage::is_held).await;
    assert_eq!(owed(&stage), ALL);
    let verified = stage.run("audit verify").await;
    assert!(verified.output.contains("owed"), "{}", verified.output);
    is_made_up_for(&stage, true).await;
}

#[tokio::test]
async fn killed_while_the_sessions_end() {
    let stage = Stage::telling("okta").await;
    stage.hold("DELETE", "/api/v1/users/*/sessions", 0, false);
    stage.kill(RESET, Stage::is_held).await;
    assert_eq!(owed(&stage), ["security/mail", "security/webhook", "ticket", "user/mail"]);
    is_made_up_for(&stage, false).await;
}

#[tokio::test]
async fn killed_between_two_messages() {
    let stage = Stage::telling("okta").await;
    stage.hold_message("POST", Some("/hooks/**"));
    let two_are_told = |stage: &Stage| stage.holds_message() && owed(stage).len() == 2;
    stage.kill(RESET, two_are_told).await;
    assert_eq!(owed(&stage), ["security/webhook", "ticket"]);
    is_made_up_for(&stage, false).await;
}

#[tokio::test]
async fn killed_before_the_ticket_is_told() {
    let stage = Stage::telling("okta").await;
    stage.hold_message("PUT", Some("/api/now/**"));
    stage.kill(RESET, Stage::holds_message).await;
    assert_eq!(owed(&stage), ["ticket"]);
    is_made_up_for(&stage, false).await;
}

#[tokio::test]
async fn killed_between_two_removals_of_one_act() {
    let stage = Stage::telling("onelogin").await;
    stage.hold("DELETE", "/api/1/users/*/otp_devices/*", 1, false);
    stage.kill("reset ada@example.com --yes --ticket INC0010001", Stage::is_held).await;
    assert_eq!(owed(&stage), ["security/mail", "security/webhook", "ticket", "user/mail"]);
    is_made_up_for(&stage, false).await;
}
