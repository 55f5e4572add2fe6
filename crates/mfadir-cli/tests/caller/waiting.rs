//! What waits for a second operator, and what does not any more.

use std::fs;

use serde_json::Value;

use crate::stage::{ANN, LENA, Stage};

const RESET: &str = "reset okta:ada@example.com --lost all --ticket INC1 --yes";

/// A caller for whom the manager vouched, and the id of the request that waits for a second operator.
async fn asked() -> (Stage, String) {
    let stage = Stage::new("").await;
    let line = "verify okta:ada@example.com --ticket INC1 --lost all --by manager --attest called-back";
    assert_eq!(stage.run(line).await.exit, 0);
    let ran = stage.run(RESET).await;
    let id = ran.error.split("mfadir approve ").nth(1).and_then(|rest| rest.split('`').next()).expect("an id");
    let id = id.to_owned();
    (stage, id)
}

/// The requests with their state and who approves them.
async fn listed(stage: &Stage, more: &str) -> Vec<(String, String, usize)> {
    let ran = stage.run_as(LENA, &format!("request list{more} -o json")).await;
    let document: Value = serde_json::from_str(&ran.output).unwrap_or_else(|error| panic!("{error}: {}", ran.error));
    let told = |one: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&one["request"]["id"]), text(&one["state"]), one["approvals"].as_array().map_or(0, Vec::len))
    };
    document["requests"].as_array().expect("requests").iter().map(told).collect()
}

#[tokio::test]
async fn what_was_done_is_not_listed_any_more() {
    let (stage, id) = asked().await;
    let waits = |state: &str, approvals| vec![(id.clone(), state.to_owned(), approvals)];
    assert_eq!(listed(&stage, "").await, waits("waiting", 0));
    assert_eq!(stage.run_as(LENA, &format!("approve {id} --yes")).await.exit, 0);
    assert_eq!(listed(&stage, "").await, waits("approved", 1));
    let reset = stage.run(RESET).await;
    assert!(matches!(reset.exit, 0 | 7), "{}", reset.error);
    assert_eq!(listed(&stage, "").await, []);
    assert_eq!(listed(&stage, " --all").await, waits("done", 0));
    let again = stage.run_as(LENA, &format!("approve {id} --yes")).await;
    assert_eq!(again.exit, 1, "{}", again.error);
    assert!(again.error.contains("was done already"), "{}", again.error);
}

#[tokio::test]
async fn whoever_approves_twice_approves_once() {
    let (stage, id) = asked().await;
    for said in [false, true] {
        let ran = stage.run_as(LENA, &format!("approve {id} --yes")).await;
        assert_eq!(ran.exit, 0, "{}", ran.error);
        assert_eq!(ran.error.contains("is already approved by you"), said, "{}", ran.error);
    }
    assert_eq!(listed(&stage, "").await, [(id, "approved".to_owned(), 1)]);
    assert_eq!(stage.log().matches("\"kind\":\"approval\"").count(), 1, "{}", stage.log());
}

#[tokio::test]
async fn a_copy_is_no_second_request() {
    let (stage, id) = asked().await;
    let folder = stage.folder.path().join("state/desk/okta/requests");
    fs::copy(folder.join(format!("{id}.json")), folder.join("copy.json")).expect("our own files");
    assert_eq!(listed(&stage, "").await.len(), 1);
}

#[tokio::test]
async fn what_a_removed_approver_approved_waits_again() {
    let (stage, id) = asked().await;
    assert_eq!(stage.run_as(LENA, &format!("approve {id} --yes")).await.exit, 0);
    let path = stage.folder.path().join("operators.toml");
    let text = fs::read_to_string(&path).expect("there");
    let entries = text.split("[[operator]]").filter(|entry| !entry.trim().is_empty() && !entry.contains("\"lena\""));
    let left: Vec<String> = entries.map(|entry| format!("[[operator]]{entry}")).collect();
    fs::write(&path, left.concat()).expect("writable");
    assert_eq!(listed(&stage, "").await, [(id, "waiting".to_owned(), 0)]);
}

#[tokio::test]
async fn an_approver_sees_which_rule_needs_them_and_who_vouches() {
    let (stage, id) = asked().await;
    let shown = stage.run_as(LENA, &format!("request show {id}")).await.output;
    assert!(shown.contains("manager: called-back (asked by ann"), "{shown}");
    assert!(shown.contains("counts only where a second operator approves (rule proof)"), "{shown}");
    let document = stage.run_as(LENA, &format!("request show {id} -o json")).await.output;
    let document: Value = serde_json::from_str(&document).expect("JSON");
    assert_eq!(
        (&document["request"]["needs"][0]["rule"], &document["proof"]["proof"]),
        (&"proof".into(), &"manager".into())
    );
    assert!(document["request"]["user"].get("emails").is_none(), "{document}");
}

#[tokio::test]
async fn who_tries_to_approve_and_may_not_is_in_the_log() {
    let (stage, id) = asked().await;
    for by in [ANN, "mallory"] {
        let ran = stage.run_as(by, &format!("approve {id} --yes")).await;
        assert_eq!(ran.exit, 6, "{}", ran.error);
        let log = stage.log();
        let refusal = log.lines().rev().find(|line| line.contains("\"kind\":\"refusal\"")).expect("a refusal");
        assert!(refusal.contains(&format!("\"id\":\"{by}\"")), "{refusal}");
        assert!(refusal.contains(&format!("approval: {id} was not approved")), "{refusal}");
    }
}
