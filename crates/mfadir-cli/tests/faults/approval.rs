//! Approvals that do not count.

use std::time::Duration;

use mfadir_core::Clock;
use mfadir_memory::Answer;
use mfadir_policy::{Approval, Verb};

use crate::{
    record::{Change, Kept, dismiss, folders, only, refused},
    stage::{ANN, LENA, Stage},
};

const VERIFY: &str = "verify okta:ada@example.com --factor push --ticket INC1";
const CODE: &str = "temporary-code issue okta:ada@example.com --ticket INC1";
const NEEDED: (&str, &str) = ("approval", "a temporary code needs a second operator's approval");

/// Ada was verified, and the lead approved a temporary code.
async fn approved() -> (Stage, Kept) {
    let stage = Stage::new("[receipt]\nvalid = \"8h\"\n[approval]\nrequired = [\"temporary-code\"]\n").await;
    stage.ada_taps(Answer::Yes);
    let ran = stage.run(VERIFY).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    let asked = refused(&stage, ANN, CODE, NEEDED).await;
    let id = asked.error.split("mfadir approve ").nth(1).and_then(|rest| rest.split('`').next()).expect("an id");
    let ran = stage.run_as(LENA, &format!("approve {id} --yes")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    let kept = only(&folders(&stage, "okta").approvals);
    (stage, kept)
}

async fn counts(stage: &Stage) {
    let ran = stage.run(CODE).await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
}

#[tokio::test]
async fn an_old_one() {
    let (stage, _) = approved().await;
    for _ in 0..4 {
        stage.clock.sleep(Duration::from_hours(1)).await;
    }
    let ran = refused(&stage, ANN, CODE, ("approval", "")).await;
    assert!(ran.error.contains("the approval ended 2026-"), "{}", ran.error);
}

#[tokio::test]
async fn a_used_one() {
    let (stage, _) = approved().await;
    counts(&stage).await;
    stage.clock.sleep(Duration::from_mins(6)).await;
    let ran = stage.run(VERIFY).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    refused(&stage, ANN, CODE, ("approval", "the approval was used already")).await;
}

#[tokio::test]
async fn one_that_is_for_something_else() {
    let (stage, kept) = approved().await;
    let original: Approval = kept.read();
    let changes: [Change<Approval>; 7] = [
        (|approval| approval.tenant = "other".into(), NEEDED),
        (|approval| approval.user = "00u1".into(), NEEDED),
        (|approval| approval.verb = Verb::Unlock, NEEDED),
        (|approval| approval.ticket = Some("INC2".to_owned()), NEEDED),
        (|approval| approval.ticket = None, NEEDED),
        (
            |approval| approval.schema = "mfadir.receipt/v1".to_owned(),
            ("approval", "the approval is for another kind of record"),
        ),
        (|approval| approval.by = "bea".to_owned(), ("approval", "the approval is signed by somebody else")),
    ];
    for (change, told) in changes {
        let mut other = original.clone();
        change(&mut other);
        kept.replace(&stage, &other, LENA);
        refused(&stage, ANN, CODE, told).await;
    }
    kept.replace(&stage, &Approval { by: ANN.to_owned(), ..original.clone() }, ANN);
    refused(&stage, ANN, CODE, ("approval", "the approval is the asking operator's own")).await;
    kept.replace(&stage, &original, LENA);
    counts(&stage).await;
}

#[tokio::test]
async fn one_of_which_a_byte_was_changed() {
    let (stage, kept) = approved().await;
    let ran = stage.run(&VERIFY.replace("INC1", "INC2")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    kept.forge(&stage, "INC1", "INC2");
    refused(&stage, ANN, &CODE.replace("INC1", "INC2"), ("approval", "the signature is not lena's")).await;
    kept.restore();
    counts(&stage).await;
}

#[tokio::test]
async fn one_by_a_key_that_is_not_in_the_operators_file() {
    let (stage, kept) = approved().await;
    let original: Approval = kept.read();
    kept.replace(&stage, &Approval { by: "mallory".to_owned(), ..original }, "mallory");
    refused(&stage, ANN, CODE, ("approval", "mallory is not in the operators file")).await;
    kept.restore();
    dismiss(&stage, LENA);
    refused(&stage, ANN, CODE, ("approval", "lena is not in the operators file")).await;
}
