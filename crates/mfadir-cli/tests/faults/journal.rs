//! The audit log, held by somebody else or not as it was left.

use std::fs::{self, OpenOptions};

use crate::{
    record::folders,
    stage::{ANN, Ran, Stage},
    writes::writes,
};

const REMOVE: &str = "factor remove okta:ada@example.com sms --yes --ticket INC1";
const SEGMENT: &str = "2026-01.jsonl";

/// An open tenant in whose log something stands already.
async fn used() -> Stage {
    let stage = Stage::under("extends = \"open\"\n").await;
    let ran = stage.run("factor remove okta:ada@example.com totp@google --yes").await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    stage
}

/// Runs the removal, and sees that nothing was sent and why.
async fn not_sent(stage: &Stage, why: &str) -> Ran {
    let sent = writes(stage.sandbox.okta());
    let ran = stage.run(REMOVE).await;
    assert_eq!(ran.exit, 6, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains(why), "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()), sent, "{why}");
    ran
}

async fn sent(stage: &Stage) -> Ran {
    let before = writes(stage.sandbox.okta()).len();
    let ran = stage.run(REMOVE).await;
    assert_eq!((ran.exit, writes(stage.sandbox.okta()).len()), (0, before + 1), "{}{}", ran.output, ran.error);
    ran
}

#[tokio::test]
async fn nothing_is_sent_while_another_process_holds_it() {
    let stage = used().await;
    let lock = OpenOptions::new().write(true).open(folders(&stage, "okta").audit.join("lock")).expect("the lock");
    lock.lock().expect("nobody else holds it");
    let before = writes(stage.sandbox.okta());
    let ran = stage.run("factor challenge okta:ada@example.com push").await;
    assert_eq!((ran.exit, writes(stage.sandbox.okta())), (6, before), "{}{}", ran.output, ran.error);
    assert!(ran.error.contains("another process holds the audit log"), "{}", ran.error);
    assert!(ran.error.contains("hint: try again when it has ended"), "{}", ran.error);
    drop(lock);
    sent(&stage).await;
}

#[tokio::test]
async fn nothing_is_sent_where_its_folder_is_something_else() {
    let stage = Stage::under("extends = \"open\"\n").await;
    let audit = folders(&stage, "okta").audit;
    fs::create_dir_all(audit.parent().expect("a folder")).expect("writable");
    fs::write(&audit, "").expect("writable");
    not_sent(&stage, "the audit log in").await;
    fs::remove_file(&audit).expect("our own");
    sent(&stage).await;
}

#[tokio::test]
async fn a_line_that_was_not_written_to_its_end_is_put_right_and_told() {
    let stage = used().await;
    let path = folders(&stage, "okta").audit.join(SEGMENT);
    let whole = fs::read_to_string(&path).expect("there");
    let half = &whole.lines().last().expect("a line")[..100];
    fs::write(&path, format!("{whole}{half}")).expect("writable");
    sent(&stage).await;
    let log = stage.log();
    assert!(log.contains("100 bytes of a line that was not written to its end were taken away"), "{log}");
    let verified = stage.run_as(ANN, "-t okta audit verify").await;
    assert_eq!(verified.exit, 0, "{}{}", verified.output, verified.error);
}

#[tokio::test]
async fn a_log_that_was_cut_is_not_written_on() {
    let stage = used().await;
    let path = folders(&stage, "okta").audit.join(SEGMENT);
    let whole = fs::read_to_string(&path).expect("there");
    fs::write(&path, &whole[..whole.len() - 100]).expect("writable");
    let ran = not_sent(&stage, "is not as it was left").await;
    assert!(ran.error.contains("mfadir audit verify"), "{}", ran.error);
    assert_eq!(stage.run("-t okta audit verify").await.exit, 1);
    fs::write(&path, whole).expect("writable");
    sent(&stage).await;
}
