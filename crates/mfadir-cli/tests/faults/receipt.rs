//! Receipts that do not count.

use std::time::Duration;

use jiff::SignedDuration;
use mfadir_core::Clock;
use mfadir_memory::Answer;
use mfadir_policy::{Receipt, Verb};

use crate::{
    record::{Change, Kept, dismiss, folders, only, refused},
    stage::{ANN, LENA, Stage},
};

const VERIFY: &str = "verify okta:ada@example.com --factor push --ticket INC1";
const CODE: &str = "temporary-code issue okta:ada@example.com --ticket INC1";
const NOBODY: (&str, &str) = ("receipt", "nobody verified that the caller is ada@example.com");

/// Ada was verified for the ticket.
async fn verified() -> (Stage, Kept) {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    let ran = stage.run(VERIFY).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    let kept = only(&folders(&stage, "okta").receipts);
    (stage, kept)
}

async fn counts(stage: &Stage, by: &str) {
    let ran = stage.run_as(by, CODE).await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
}

#[tokio::test]
async fn an_old_one() {
    let (stage, _) = verified().await;
    stage.clock.sleep(Duration::from_mins(10)).await;
    let ran = refused(&stage, ANN, CODE, ("receipt", "")).await;
    assert!(ran.error.contains("the receipt ended 2026-"), "{}", ran.error);
}

/// Whoever can sign cannot make it fit: what it says is looked at all the same.
#[tokio::test]
async fn one_that_is_for_something_else() {
    let (stage, kept) = verified().await;
    let original: Receipt = kept.read();
    let changes: [Change<Receipt>; 7] = [
        (|receipt| receipt.tenant = "other".into(), NOBODY),
        (|receipt| receipt.user = "00u1".into(), NOBODY),
        (|receipt| receipt.ticket = Some("INC2".to_owned()), NOBODY),
        (|receipt| receipt.ticket = None, NOBODY),
        (|receipt| receipt.purpose = Some(Verb::Unlock), NOBODY),
        (
            |receipt| receipt.schema = "mfadir.approval/v1".to_owned(),
            ("receipt", "the receipt is for another kind of record"),
        ),
        (|receipt| receipt.operator.id = LENA.to_owned(), ("receipt", "the receipt is signed by somebody else")),
    ];
    for (change, told) in changes {
        let mut other = original.clone();
        change(&mut other);
        kept.replace(&stage, &other, ANN);
        refused(&stage, ANN, CODE, told).await;
    }
    kept.replace(&stage, &original, ANN);
    counts(&stage, ANN).await;
}

#[tokio::test]
async fn one_that_is_dated_in_the_future() {
    let (stage, kept) = verified().await;
    let original: Receipt = kept.read();
    let later = SignedDuration::from_mins(5);
    kept.replace(&stage, &Receipt { at: original.at + later, until: original.until + later, ..original }, ANN);
    let ran = refused(&stage, ANN, CODE, ("receipt", "")).await;
    assert!(ran.error.contains("the receipt is dated in the future"), "{}", ran.error);
}

#[tokio::test]
async fn one_of_which_a_byte_was_changed() {
    let (stage, kept) = verified().await;
    for (from, to, line) in [
        ("INC1", "INC2", CODE.replace("INC1", "INC2")),
        ("\"ann\"", "\"bea\"", CODE.to_owned()),
        ("push@okta", "totp@okta", CODE.to_owned()),
    ] {
        kept.forge(&stage, from, to);
        refused(&stage, ANN, &line, ("receipt", "the signature is not ann's")).await;
    }
    kept.restore();
    counts(&stage, ANN).await;
}

#[tokio::test]
async fn one_by_a_key_that_is_not_in_the_operators_file() {
    let (stage, kept) = verified().await;
    let mut stranger: Receipt = kept.read();
    stranger.operator.id = "mallory".to_owned();
    kept.replace(&stage, &stranger, "mallory");
    refused(&stage, ANN, CODE, ("receipt", "mallory is not in the operators file")).await;
    kept.restore();
    dismiss(&stage, ANN);
    refused(&stage, LENA, CODE, ("receipt", "ann is not in the operators file")).await;
}

#[tokio::test]
async fn one_that_was_carried_to_another_tenant() {
    let (stage, kept) = verified().await;
    let url = &stage.sandbox.ready().okta.url;
    stage.configure(&format!(
        "[tenant.twin]\nprovider = \"okta\"\npolicy = \"policy.toml\"\nurl = \"{url}\"\n\
         auth = {{ api_token = {{ env = \"TOKEN\" }} }}\n"
    ));
    kept.copy_to(&folders(&stage, "twin").receipts);
    refused(&stage, ANN, &CODE.replace("okta:", "twin:"), NOBODY).await;
    counts(&stage, LENA).await;
}
