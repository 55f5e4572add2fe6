//! A caller who proves themselves, and the receipt that carries one act.

use std::time::Duration;

use mfadir_core::Clock;
use mfadir_memory::Answer;

use crate::{stage::Stage, writes::writes};

const VERIFY: &str = "verify okta:ada@example.com --ticket INC1 --number-matching";
const CODE: &str = "temporary-code issue okta:ada@example.com --ticket INC1";

async fn verified() -> Stage {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    let ran = stage.run(VERIFY).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.output.contains("receipt      rc-"), "{}", ran.output);
    stage
}

#[tokio::test]
async fn who_passes_a_push_is_helped_and_signed_out_everywhere() {
    let stage = verified().await;
    let ran = stage.run("reset okta:ada@example.com --lost all --ticket INC1 --yes").await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    assert!(ran.output.contains("signed out everywhere"), "{}", ran.output);
    let ended = writes(stage.sandbox.okta()).iter().any(|write| write.ends_with("/sessions"));
    assert!(ended, "{:?}", writes(stage.sandbox.okta()));
    assert!(ran.error.contains(&format!("`mfadir {CODE}`")), "{}", ran.error);
    let ran = stage.run(CODE).await;
    assert_eq!(ran.exit, 0, "the code rests on the same proof: {}", ran.error);
    let log = stage.log();
    assert!(log.contains("\"reset\"") && log.contains("rc-"), "{log}");
}

#[tokio::test]
async fn a_receipt_is_good_once() {
    let stage = verified().await;
    let ran = stage.run(CODE).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    let sent = writes(stage.sandbox.okta()).len();
    let hasty = stage.run(CODE).await;
    assert_eq!(hasty.exit, 6, "{}", hasty.error);
    assert!(hasty.error.contains("(rule receipt)") && hasty.error.contains("(rule cool-down)"), "{}", hasty.error);
    stage.clock.sleep(Duration::from_mins(6)).await;
    let ran = stage.run(CODE).await;
    assert_eq!(ran.exit, 8, "{}", ran.error);
    assert!(ran.error.contains("(rule receipt)"), "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()).len(), sent);
}

#[tokio::test]
async fn a_receipt_is_for_one_person_and_one_ticket() {
    let stage = verified().await;
    for line in [
        "temporary-code issue okta:bob@example.com --ticket INC1",
        "temporary-code issue okta:ada@example.com --ticket INC2",
    ] {
        let ran = stage.run(line).await;
        assert_eq!(ran.exit, 8, "{}", ran.error);
        assert!(ran.error.contains("(rule receipt)"), "{}", ran.error);
    }
}

#[tokio::test]
async fn what_is_lost_proves_nothing() {
    let stage = Stage::new("").await;
    let ran = stage.run("verify okta:ada@example.com --ticket INC1 --factor push --lost phone").await;
    assert_eq!(ran.exit, 8, "{}", ran.error);
    assert!(ran.error.contains("the caller says that it is lost"), "{}", ran.error);
    assert!(ran.error.contains("--by manager"), "{}", ran.error);
    let ran = stage.run("verify okta:ada@example.com --ticket INC1 --lost all").await;
    assert_eq!(ran.exit, 8, "{}", ran.error);
    assert!(ran.error.contains("no factor of ada@example.com can prove the caller now"), "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()), Vec::<String>::new());
}

#[tokio::test]
async fn a_proof_of_a_factor_is_no_receipt() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    assert_eq!(stage.run("factor verify okta:ada@example.com push --ticket INC1").await.exit, 0);
    assert_eq!(stage.run(CODE).await.exit, 8);
}

#[tokio::test]
async fn a_program_reads_the_receipt_and_a_ticket_gets_a_note() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    let ran = stage.run(&format!("{VERIFY} -o json")).await;
    let read: serde_json::Value = serde_json::from_str(&ran.output).expect("JSON");
    assert_eq!(read["schema"], "mfadir.caller-verification/v1");
    assert_eq!((&read["outcome"], &read["dry_run"]), (&"approved".into(), &false.into()));
    assert!(read["receipt"]["id"].as_str().is_some_and(|id| id.starts_with("rc-")), "{read}");
    let note = stage.run(&format!("{VERIFY} -o note")).await.output;
    assert!(note.contains("Outcome: verified") && note.contains("Receipt: rc-"), "{note}");
}
