//! Each rule refuses, is lifted by whom the policy names for it, and by nobody else.

use mfadir_policy::Rule;
use serde_json::Value;

use crate::{
    scene::{Scene, scene},
    stage::{ANN, LENA, Ran, Stage},
    writes::writes,
};

const REASON: &str = "the-board-said-so";

/// What is left in the policy's file for the rule: the leads may lift it.
fn named(rule: Rule) -> String {
    format!("[overrides]\n{rule} = [\"role:lead\"]\n")
}

/// The entries of the log. Its head, which lies beside it, is none.
fn entries(stage: &Stage) -> Vec<Value> {
    let read = |line: &str| serde_json::from_str::<Value>(line).expect("a whole line")["entry"].clone();
    stage.log().lines().map(read).filter(Value::is_object).collect()
}

/// Runs it, and sees that the rule alone refuses it and that nothing is sent.
async fn refused(stage: &Stage, rule: Rule, by: &str, line: &str) -> Ran {
    let (sent, noted) = (writes(stage.sandbox.okta()), entries(stage).len());
    let ran = stage.run_as(by, line).await;
    assert_eq!(ran.exit, if rule.wants_proof() { 8 } else { 6 }, "{rule}, {line} by {by}: {}", ran.error);
    assert_eq!(ran.error.matches("(rule ").count(), 1, "{rule} alone: {}", ran.error);
    assert!(ran.error.contains(&format!("(rule {rule}")), "{rule}: {}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()), sent, "{rule}: nothing is sent");
    let told = entries(stage).into_iter().skip(noted).find(|entry| entry["kind"] == "refusal").expect("a refusal");
    let detail = told["detail"].as_str().unwrap_or_default();
    assert!(detail.starts_with(&format!("{rule}: ")) && told["operator"]["id"] == by, "{told}");
    ran
}

/// Nothing that was said tells how the rule is lifted.
fn tells_no_way(rule: Rule, ran: &Ran) {
    for word in ["--override", "--allow", "--reason"] {
        assert!(!ran.error.contains(word) && !ran.output.contains(word), "{rule}: {}", ran.error);
    }
}

/// The flag does nothing for this operator, and is not told to them.
async fn nobody_lifts(stage: &Stage, rule: Rule, by: &str, Scene { line, flag, .. }: &Scene) {
    tells_no_way(rule, &refused(stage, rule, by, line).await);
    tells_no_way(rule, &refused(stage, rule, by, &format!("{line} {flag} --reason {REASON}")).await);
}

/// The act is done, and what was lifted stands out wherever it is told.
async fn lifted(stage: &Stage, rule: Rule, by: &str, Scene { line, flag, sends, .. }: &Scene) {
    let asked = refused(stage, rule, by, line).await;
    assert!(asked.error.contains(&format!("add {flag} --reason TEXT")), "{rule}: {}", asked.error);
    let (sent, noted) = (writes(stage.sandbox.okta()).len(), entries(stage).len());
    let silent = stage.run_as(by, &format!("{line} {flag}")).await;
    assert_eq!((silent.exit, writes(stage.sandbox.okta()).len()), (2, sent), "{rule}: {}", silent.error);
    let ran = stage.run_as(by, &format!("{line} {flag} --reason {REASON}")).await;
    assert_eq!(ran.exit, 0, "{rule}: {}{}", ran.output, ran.error);
    let sent = writes(stage.sandbox.okta()).split_off(sent);
    assert!(sent.iter().any(|write| write.contains(sends)), "{rule}: {sent:?}");
    assert!(ran.output.contains("rule lifted: "), "{rule}: {}", ran.output);
    assert!(ran.output.contains(&format!("(rule {rule}), because: {REASON}")), "{rule}: {}", ran.output);
    let since = entries(stage).split_off(noted);
    let intent = since.iter().find(|entry| entry["kind"] == "intent").expect("an intent");
    assert_eq!((&intent["reason"], &intent["operator"]["id"]), (&REASON.into(), &by.into()), "{intent}");
    let rules: Vec<&Value> = intent["lifted"].as_array().into_iter().flatten().map(|one| &one["rule"]).collect();
    assert_eq!(rules, [rule.as_str()], "{intent}");
}

#[tokio::test]
async fn each_rule_refuses_and_only_whom_the_policy_names_lifts_it() {
    for rule in Rule::ALL.iter().copied().filter(|rule| rule.can_be_lifted()) {
        let scene = scene(rule);
        let stage = scene.set(&named(rule)).await;
        let [other, holder] = scene.by;
        nobody_lifts(&stage, rule, other, &scene).await;
        lifted(&stage, rule, holder, &scene).await;
    }
}

#[tokio::test]
async fn a_rule_that_nobody_lifts_is_lifted_by_no_flag_and_no_policy() {
    for rule in Rule::ALL.iter().copied().filter(|rule| !rule.can_be_lifted()) {
        let scene = scene(rule);
        let stage = scene.set("").await;
        for by in scene.by {
            nobody_lifts(&stage, rule, by, &scene).await;
        }
        let written = Stage::new(&named(rule)).await;
        let ran = written.run_as(LENA, scene.line).await;
        assert_eq!(ran.exit, 2, "{rule}: {}", ran.error);
        assert!(ran.error.contains(&format!("nobody can lift the rule {rule}")), "{}", ran.error);
        assert_eq!(writes(written.sandbox.okta()), Vec::<String>::new());
    }
}

#[tokio::test]
async fn the_right_to_lift_one_rule_is_none_to_lift_another() {
    let scene = scene(Rule::Receipt);
    let stage = scene.set("[overrides]\nproof = [\"role:lead\", \"ann\"]\n").await;
    for by in [ANN, LENA] {
        nobody_lifts(&stage, Rule::Receipt, by, &scene).await;
    }
}

#[tokio::test]
async fn what_was_lifted_to_vouch_for_a_caller_stands_beside_the_receipt() {
    let stage = Stage::new(&named(Rule::Ticket)).await;
    let line = "verify okta:ada@example.com --by manager --attest called --override ticket --reason";
    let ran = stage.run_as(LENA, &format!("{line} {REASON}")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.output.contains(&format!("(rule ticket), because: {REASON}")), "{}", ran.output);
    let receipt = entries(&stage).into_iter().find(|entry| entry["kind"] == "receipt").expect("a receipt");
    assert_eq!((&receipt["lifted"][0]["rule"], &receipt["reason"]), (&"ticket".into(), &REASON.into()), "{receipt}");
}

#[tokio::test]
async fn a_rule_that_stood_against_nothing_is_not_told_as_lifted() {
    let scene = scene(Rule::Receipt);
    let stage = scene.set(&format!("{}denial = [\"role:lead\"]\n", named(Rule::Receipt))).await;
    let Scene { line, flag, .. } = scene;
    let ran = stage.run_as(LENA, &format!("{line} {flag} --override denial --reason {REASON}")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(!ran.output.contains("denial") && !stage.log().contains("denial"), "{}{}", ran.output, stage.log());
}
