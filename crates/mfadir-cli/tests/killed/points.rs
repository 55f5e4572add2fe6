//! Every point between an intent and its outcome.

use serde_json::Value;

use crate::stage::Stage;

const ADA: &str = "ada@example.com";
const CAROL: &str = "carol@example.com";
/// A write on somebody else, before which the log is put in order.
const NEXT: &str = "factor remove grace+lab@example.com sms --yes";

/// How the requests of a tenant look.
struct Wire {
    tenant: &'static str,
    /// The list of somebody's factors, and where one is enrolled.
    list: &'static str,
    one: &'static str,
}

const OKTA: Wire = Wire { tenant: "okta", list: "/api/v1/users/*/factors", one: "/api/v1/users/*/factors/*" };
const ONELOGIN: Wire =
    Wire { tenant: "onelogin", list: "/api/1/users/*/otp_devices", one: "/api/1/users/*/otp_devices/*" };
const OKTA_RESET: &str = "/api/v1/users/*/lifecycle/reset_factors";

const REMOVE: &str = "factor remove ada@example.com sms --yes";
const SEVERAL: &str = "factor remove ada@example.com sms totp@google --yes";
const RESET: &str = "reset ada@example.com --yes";
const ENROLL: &str = "factor enroll carol@example.com sms --phone +15555550123 --yes";

/// A write of the killed program, or of the next one.
#[derive(Debug)]
struct Write {
    login: String,
    operation: String,
    ids: Vec<String>,
    /// How it ended; nothing while nobody knows.
    result: Option<String>,
}

fn writes(stage: &Stage) -> Vec<Write> {
    let log = stage.log();
    let of_kind = |line: &&Value, kind: &str| line["entry"]["kind"] == kind;
    let write = |line: &Value| {
        let outcome =
            log.iter().filter(|line| of_kind(line, "outcome")).find(|outcome| outcome["entry"]["of"] == line["n"]);
        let entry = &line["entry"];
        let ids = entry["factors"].as_array().into_iter().flatten().filter_map(|factor| factor["id"].as_str());
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Write {
            login: word(&entry["user"]["login"]),
            operation: word(&entry["operation"]),
            ids: ids.map(str::to_owned).collect(),
            result: outcome.map(|outcome| word(&outcome["entry"]["result"])),
        }
    };
    log.iter().filter(|line| of_kind(line, "intent")).map(write).collect()
}

/// What the log says of this person's writes.
fn results(stage: &Stage, login: &str) -> Vec<String> {
    let theirs = writes(stage).into_iter().filter(|write| write.login == login);
    theirs.map(|write| write.result.unwrap_or_else(|| "open".to_owned())).collect()
}

/// What the tenant lists, by its ids.
async fn listed(stage: &Stage, login: &str) -> Vec<String> {
    let ran = stage.run(&format!("factor list {login} -o json")).await;
    assert_eq!(ran.exit, Some(0), "{}", ran.error);
    let document: Value = serde_json::from_str(&ran.output).expect("JSON");
    let factors = document["factors"].as_array().expect("a list").iter();
    factors.filter_map(|factor| factor["id"].as_str().map(str::to_owned)).collect()
}

/// Somebody goes on working, and the log says how the killed writes ended.
async fn settled(stage: &Stage, login: &str, results_then: &[&str]) {
    goes_on(stage, login).await;
    assert_eq!(results(stage, login), results_then);
}

/// Somebody goes on working: how the killed writes ended is told, noted, and as the tenant has it.
async fn goes_on(stage: &Stage, login: &str) {
    let was_open = results(stage, login).iter().any(|result| result == "open");
    let next = stage.run(NEXT).await;
    assert_eq!(next.exit, Some(0), "{}{}", next.output, next.error);
    assert_eq!(next.error.contains("was cut off"), was_open, "{}", next.error);
    let there = listed(stage, login).await;
    for write in writes(stage).iter().filter(|write| write.login == login) {
        agrees(write, &there);
    }
    let verified = stage.run("audit verify").await;
    assert_eq!(verified.exit, Some(0), "{}{}", verified.output, verified.error);
}

fn agrees(write: &Write, there: &[String]) {
    if write.operation == "enroll" {
        return;
    }
    let left = write.ids.iter().filter(|id| there.contains(id)).count();
    match write.result.as_deref() {
        Some("done" | "found-done") => assert_eq!(left, 0, "{write:?}: {there:?}"),
        Some("found-not-done") => assert_eq!(left, write.ids.len(), "{write:?}: {there:?}"),
        _ => panic!("nobody says how it ended: {write:?}"),
    }
}

/// Killed while a request is held that did nothing yet.
async fn before_it_acts(wire: &Wire, (method, path): (&str, &str), (line, login): (&str, &str), result: &str) {
    let stage = Stage::new(wire.tenant).await;
    let before = stage.held_by(login);
    stage.hold(method, path, 0, false);
    stage.kill(line, Stage::is_held).await;
    assert_eq!(results(&stage, login), ["open"], "the intent was on disk before the request was sent");
    assert_eq!(stage.held_by(login), before, "nothing was done");
    settled(&stage, login, &[result]).await;
}

/// Killed while the answer to what was done is on its way.
async fn before_the_answer(wire: &Wire, (method, path): (&str, &str), (line, login): (&str, &str)) -> Stage {
    let stage = Stage::new(wire.tenant).await;
    let before = stage.held_by(login);
    stage.hold(method, path, 0, true);
    stage.kill(line, |stage| stage.is_held() && stage.held_by(login) != before).await;
    assert_eq!(results(&stage, login), ["open"]);
    stage
}

/// Killed after so many steps, before the next one acts.
async fn between_steps(wire: &Wire, line: &str, done: usize) {
    let stage = Stage::new(wire.tenant).await;
    stage.hold("DELETE", wire.one, done as u64, false);
    stage.kill(line, Stage::is_held).await;
    let mut results_then = vec!["done"; done];
    assert_eq!(results(&stage, ADA), [results_then.clone(), vec!["open"]].concat());
    results_then.push("found-not-done");
    settled(&stage, ADA, &results_then).await;
}

/// Killed while it looks what came of it.
async fn in_the_read_back(wire: &Wire, line: &str, steps: usize) {
    let stage = Stage::new(wire.tenant).await;
    stage.hold("GET", wire.list, 1, false);
    stage.kill(line, Stage::is_held).await;
    let results_then = vec!["done"; steps];
    assert_eq!(results(&stage, ADA), results_then, "outcomes are noted before it is looked again");
    settled(&stage, ADA, &results_then).await;
}

#[tokio::test]
async fn a_removal_that_was_not_carried_out_is_found_not_done() {
    for wire in [OKTA, ONELOGIN] {
        before_it_acts(&wire, ("DELETE", wire.one), (REMOVE, ADA), "found-not-done").await;
    }
}

#[tokio::test]
async fn a_removal_whose_answer_nobody_saw_is_found_done() {
    for wire in [OKTA, ONELOGIN] {
        let stage = before_the_answer(&wire, ("DELETE", wire.one), (REMOVE, ADA)).await;
        settled(&stage, ADA, &["found-done"]).await;
    }
}

#[tokio::test]
async fn a_reset_at_once_is_found_done_or_not() {
    before_it_acts(&OKTA, ("POST", OKTA_RESET), (RESET, ADA), "found-not-done").await;
    let stage = before_the_answer(&OKTA, ("POST", OKTA_RESET), (RESET, ADA)).await;
    settled(&stage, ADA, &["found-done"]).await;
}

#[tokio::test]
async fn a_reset_step_by_step_is_found_done_or_not() {
    before_it_acts(&ONELOGIN, ("DELETE", ONELOGIN.one), (RESET, ADA), "found-not-done").await;
    let stage = before_the_answer(&ONELOGIN, ("DELETE", ONELOGIN.one), (RESET, ADA)).await;
    settled(&stage, ADA, &["found-done"]).await;
    between_steps(&ONELOGIN, RESET, 2).await;
}

#[tokio::test]
async fn between_two_removals_the_first_is_done_and_the_second_is_not() {
    for wire in [OKTA, ONELOGIN] {
        between_steps(&wire, SEVERAL, 1).await;
    }
}

#[tokio::test]
async fn what_was_done_stays_noted_when_nobody_looked_again() {
    for wire in [OKTA, ONELOGIN] {
        in_the_read_back(&wire, SEVERAL, 2).await;
    }
    in_the_read_back(&OKTA, RESET, 1).await;
    in_the_read_back(&ONELOGIN, RESET, 3).await;
}

#[tokio::test]
async fn an_enrollment_that_nothing_shows_is_unknown() {
    for wire in [OKTA, ONELOGIN] {
        before_it_acts(&wire, ("POST", wire.list), (ENROLL, CAROL), "unknown").await;
    }
}

/// Times of creation are told in whole seconds: one in the second of the intent may be of before it.
#[tokio::test]
async fn an_enrollment_whose_answer_nobody_saw_is_never_found_not_done() {
    for wire in [OKTA, ONELOGIN] {
        let stage = before_the_answer(&wire, ("POST", wire.list), (ENROLL, CAROL)).await;
        goes_on(&stage, CAROL).await;
        let results = results(&stage, CAROL);
        assert!(matches!(results[..], [ref one] if one == "found-done" || one == "unknown"), "{results:?}");
    }
}
