//! What is refused, how that is told, and that nothing is sent.

use mfadir_memory::Answer;

use crate::{
    stage::{LENA, Stage},
    writes::writes,
};

const RESET: &str = "reset okta:ada@example.com --lost all --yes";

#[tokio::test]
async fn without_a_ticket_nothing_is_done_and_no_way_around_is_told() {
    let stage = Stage::new("").await;
    let ran = stage.run(RESET).await;
    assert_eq!(ran.exit, 6, "{}", ran.error);
    assert!(ran.error.contains("a reset needs a ticket (rule ticket)"), "{}", ran.error);
    assert!(ran.error.contains("nobody verified that the caller is ada@example.com (rule receipt)"), "{}", ran.error);
    assert!(!ran.error.contains("--reason") && !ran.error.contains("--override"), "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()), Vec::<String>::new());
    assert!(stage.log().contains("refus"), "{}", stage.log());
}

#[tokio::test]
async fn without_a_receipt_it_tells_how_to_get_one() {
    let stage = Stage::new("").await;
    let ran = stage.run(&format!("{RESET} --ticket INC1")).await;
    assert_eq!(ran.exit, 8, "{}", ran.error);
    let next = "hint: verify the caller: mfadir verify okta:ada@example.com --ticket INC1\n";
    assert!(ran.error.contains(next), "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()), Vec::<String>::new());
}

#[tokio::test]
async fn a_rule_of_a_file_is_told_with_its_line() {
    let stage = Stage::new("\n[ticket]\npattern = \"INC[0-9]+\"\n").await;
    let ran = stage.run("verify okta:ada@example.com --ticket nonsense").await;
    assert_eq!(ran.exit, 6, "{}", ran.error);
    assert!(ran.error.contains("(INC[0-9]+) (rule ticket, "), "{}", ran.error);
    assert!(ran.error.contains("policy.toml:3)"), "{}", ran.error);
}

#[tokio::test]
async fn only_whom_the_policy_names_lifts_a_rule_or_is_told_how() {
    let stage = Stage::new("\n[overrides]\nreceipt = [\"role:lead\"]\n").await;
    let line = format!("{RESET} --ticket INC1");
    let ran = stage.run_as(LENA, &line).await;
    assert!(ran.error.contains("add --override receipt --reason TEXT"), "{}", ran.error);
    let lifted = format!("{line} --override receipt --reason fire");
    assert_eq!(stage.run(&lifted).await.exit, 8);
    let ran = stage.run_as(LENA, &lifted).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.output.contains("rule lifted:"), "{}", ran.output);
}

#[tokio::test]
async fn after_a_denial_nothing_is_done_to_the_person() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::No);
    let ran = stage.run("verify okta:ada@example.com --ticket INC1").await;
    assert_eq!(ran.exit, 8, "{}", ran.error);
    assert!(ran.error.contains("DENIED: ada@example.com says that it was not they who asked"), "{}", ran.error);
    for line in
        ["verify okta:ada@example.com --ticket INC2", "factor challenge okta:ada@example.com push --ticket INC2"]
    {
        let ran = stage.run(line).await;
        assert_eq!(ran.exit, 6, "{}", ran.error);
        assert!(ran.error.contains("(rule denial)"), "{}", ran.error);
    }
}

#[tokio::test]
async fn what_is_shown_in_full_is_written_down() {
    let stage = Stage::new("").await;
    assert_eq!(stage.run("factor list okta:ada@example.com").await.exit, 0);
    assert_eq!(stage.log(), "");
    assert_eq!(stage.run("factor list okta:ada@example.com --reveal").await.exit, 0);
    assert!(stage.log().contains("phone numbers"), "{}", stage.log());
}
