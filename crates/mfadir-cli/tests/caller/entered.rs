//! A receipt counts where the log tells of it, and one answer gives one.

use std::fs;

use jiff::SignedDuration;
use mfadir::KeyStore;
use mfadir_memory::Answer;
use mfadir_policy::{Evidence, Receipt, Signed};
use serde_json::Value;

use crate::{
    stage::{ANN, Stage},
    writes::writes,
};

const VERIFY: &str = "verify okta:ada@example.com --factor push --ticket INC1";
const CODE: &str = "temporary-code issue okta:ada@example.com --ticket INC1";

/// Puts a receipt there that its operator truly signed.
fn slip_in(stage: &Stage, receipt: &Receipt) {
    let folder = stage.folder.path().join("state");
    let key = KeyStore::new(folder.join("keys")).key(ANN).expect("readable").expect("a key");
    let signed = Signed::new(receipt, ANN, &key).expect("JSON");
    let path = folder.join(format!("desk/okta/receipts/{}.json", receipt.id));
    fs::write(path, serde_json::to_string(&signed).expect("JSON")).expect("writable");
}

/// Ada was verified, and a receipt was made up after the one that she got.
async fn made_up(change: impl FnOnce(&mut Receipt)) -> Stage {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    assert_eq!(stage.run(VERIFY).await.exit, 0);
    let folder = stage.folder.path().join("state/desk/okta/receipts");
    let path = fs::read_dir(folder).expect("a folder").flatten().next().expect("a receipt").path();
    let signed: Signed = serde_json::from_str(&fs::read_to_string(&path).expect("readable")).expect("signed");
    fs::remove_file(path).expect("our own file");
    let mut receipt: Receipt = signed.read().expect("a receipt");
    change(&mut receipt);
    slip_in(&stage, &receipt);
    stage
}

async fn refused(stage: &Stage) {
    let sent = writes(stage.sandbox.okta());
    let ran = stage.run(CODE).await;
    assert_eq!(ran.exit, 8, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains("nobody verified that the caller is ada@example.com"), "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()), sent);
}

#[tokio::test]
async fn one_that_was_made_up_does_not_count() {
    refused(&made_up(|receipt| receipt.id = "rc-0123456789ab".to_owned()).await).await;
}

#[tokio::test]
async fn one_that_claims_more_than_was_written_down_does_not_count() {
    refused(&made_up(|receipt| receipt.until += SignedDuration::from_hours(24 * 3650)).await).await;
    let stronger = |receipt: &mut Receipt| {
        let transaction = Some("tx".to_owned());
        receipt.evidence = Evidence::Factor { id: "f".into(), factor_type: "webauthn".to_owned(), transaction };
    };
    refused(&made_up(stronger).await).await;
    let stage = made_up(|_| ()).await;
    assert_eq!(stage.run(CODE).await.exit, 0, "as it was");
}

/// Changes the audit log as somebody does who can write its folder; the chain is not looked at here.
fn edit_log(stage: &Stage, change: impl Fn(&mut Value)) {
    let folder = stage.folder.path().join("state/audit/okta");
    for file in fs::read_dir(folder).expect("a folder").flatten() {
        if file.path().extension().is_some_and(|ending| ending == "jsonl") {
            let text = fs::read_to_string(file.path()).expect("readable");
            let lines = text.lines().map(|line| {
                let mut line: Value = serde_json::from_str(line).expect("JSON");
                change(&mut line["entry"]);
                line.to_string() + "\n"
            });
            fs::write(file.path(), lines.collect::<String>()).expect("writable");
        }
    }
}

async fn findings(stage: &Stage) -> Vec<(String, String)> {
    let ran = stage.run("-t okta audit reconcile --dry-run -o json").await;
    let document: Value = serde_json::from_str(&ran.output).expect("JSON");
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let all = document["findings"].as_array().expect("findings").iter();
    all.map(|finding| (word(finding, "finding"), word(finding, "why"))).collect()
}

#[tokio::test]
async fn an_act_on_a_receipt_that_the_log_does_not_hold_is_found() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    assert_eq!(stage.run(VERIFY).await.exit, 0);
    assert_eq!(stage.run(CODE).await.exit, 0);
    assert_eq!(findings(&stage).await, []);
    edit_log(&stage, |entry| {
        if entry["kind"] == "intent" && entry["verb"] == "temporary-code" {
            entry["receipt"] = "rc-0123456789ab".into();
        }
    });
    assert_eq!(findings(&stage).await, [("proof-not-entered".to_owned(), "rc-0123456789ab".to_owned())]);
}

#[tokio::test]
async fn one_tap_gives_one_receipt() {
    let stage = Stage::new("[pushes]\nmost = 5\n").await;
    assert_eq!(stage.run(&format!("{VERIFY} --wait 0s")).await.exit, 8);
    let handles = stage.folder.path().join("state/handles");
    let kept: Vec<_> = fs::read_dir(&handles).expect("a folder").flatten().map(|file| file.path()).collect();
    let [kept] = kept.as_slice() else { panic!("one challenge waits") };
    let text = fs::read(kept).expect("readable");
    let tenant = stage.sandbox.okta();
    tenant.world().answer_named("ada@example.com", Answer::Yes, tenant.now()).expect("a push waits for her");
    assert_eq!(stage.run(&format!("{VERIFY} --wait 0s")).await.exit, 0);
    fs::write(kept, text).expect("writable");
    let again = stage.run(&format!("{VERIFY} --wait 0s")).await;
    assert_eq!(again.exit, 8, "{}{}", again.output, again.error);
    assert!(again.error.contains("was taken for rc-"), "{}", again.error);
    assert_eq!(stage.log().matches("\"kind\":\"receipt\"").count(), 1, "{}", stage.log());
    assert_eq!(fs::read_dir(stage.folder.path().join("state/desk/okta/receipts")).expect("a folder").count(), 1);
}
