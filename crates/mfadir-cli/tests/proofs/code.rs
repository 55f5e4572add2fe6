//! Temporary codes.

use mfadir_sandbox::Rule;

use crate::{stage::Stage, writes::writes};

const ISSUE: &str = "temporary-code issue okta:ada@example.com";

#[tokio::test]
async fn a_person_sees_the_code_once_and_it_can_be_taken_back() {
    let stage = Stage::new().await;
    let ran = stage.run(ISSUE).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.output.contains("may be used  once") && ran.output.contains("until        2026-01-12 10:00 UTC"));
    let ran = stage.run("tac revoke okta:ada@example.com").await;
    assert_eq!((ran.exit, stage.kept()), (0, 0), "{}", ran.error);
    assert_eq!(stage.run("tac revoke okta:ada@example.com").await.exit, 3);
}

#[tokio::test]
async fn a_program_gets_the_code_only_where_it_asks_for_it() {
    let stage = Stage::new().await;
    for format in ["json", "ndjson", "csv"] {
        let shown = stage.run(&format!("-o {format} --reveal bypass-code issue onelogin:ada@example.com")).await;
        let hidden = stage.run(&format!("-o {format} {ISSUE}")).await;
        assert_eq!((shown.exit, hidden.exit), (0, 0));
        let digits = |text: &str| text.split(|letter: char| !letter.is_ascii_digit()).any(|part| part.len() == 8);
        assert!(digits(&shown.output), "{}", shown.output);
        assert!(hidden.error.contains("--reveal"), "{}", hidden.error);
        assert!(format != "json" || hidden.output.contains("\"code\": null"), "{}", hidden.output);
    }
}

#[tokio::test]
async fn time_and_uses_are_as_they_are_asked_for() {
    let stage = Stage::new().await;
    let ran = stage.run(&format!("-o json tap {} --ttl 8h --reusable", &ISSUE["temporary-code ".len()..])).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.output.contains("\"ttl\": 28800") && ran.output.contains("\"reusable\": true"), "{}", ran.output);
    assert!(ran.output.contains("\"expires_at\": \"2026-01-12T17:00:"), "{}", ran.output);
}

#[tokio::test]
async fn what_a_provider_has_not_is_said_before_anything_is_sent() {
    let stage = Stage::new().await;
    let ran = stage.run("temporary-code revoke onelogin:ada@example.com").await;
    assert_eq!(ran.exit, 9, "{}", ran.error);
    assert!(stage.sandbox.onelogin().requests().is_empty());
}

#[tokio::test]
async fn a_code_whose_answer_is_lost_is_not_issued_twice() {
    let stage = Stage::new().await;
    stage.sandbox.okta().faults().add(Rule {
        method: Some("POST".to_owned()),
        times: Some(1),
        reset: true,
        after: true,
        ..Rule::default()
    });
    let ran = stage.run(ISSUE).await;
    assert_eq!(ran.exit, 7, "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()).len(), 1);
}
