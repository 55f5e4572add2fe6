//! A key that does not count signs nothing, and nobody is asked before that is told.

use std::fs;

use mfadir::KeyStore;

use crate::{
    stage::{ANN, LENA, Ran, Stage},
    writes::writes,
};

const VOUCHED: &str = "verify okta:ada@example.com --ticket INC1 --lost all --by manager --attest called-back";
const RESET: &str = "reset okta:ada@example.com --lost all --ticket INC1 --yes";

/// Takes the operator's key away.
fn lose(stage: &Stage, id: &str) -> KeyStore {
    let keys = KeyStore::new(stage.folder.path().join("state/keys"));
    fs::remove_file(keys.path(id)).expect("there");
    keys
}

/// Has another key take its place, of which the operators file does not know.
fn swap(stage: &Stage, id: &str) {
    lose(stage, id).new_key(id).expect("a key");
}

fn told(ran: &Ran, why: &str) {
    assert_eq!(ran.exit, 2, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains(why) && ran.error.contains("mfadir operator check"), "{}", ran.error);
}

#[tokio::test]
async fn nobody_is_asked_to_prove_it_to_an_operator_whose_key_does_not_count() {
    for (change, why) in [
        (swap as fn(&Stage, &str), "is not the one of ann in the operators file"),
        (|stage: &Stage, id: &str| drop(lose(stage, id)), "ann has no signing key on this machine"),
    ] {
        let stage = Stage::new("").await;
        change(&stage, ANN);
        told(&stage.run("verify okta:ada@example.com --ticket INC1").await, why);
        told(&stage.run("verify okta:ada@example.com --ticket INC1 --factor totp@okta --code 123456").await, why);
        told(&stage.run(VOUCHED).await, why);
        assert_eq!(writes(stage.sandbox.okta()), Vec::<String>::new(), "nothing was asked");
        assert!(!stage.log().contains("receipt"), "{}", stage.log());
    }
}

#[tokio::test]
async fn an_approver_whose_key_does_not_count_is_told_before_anything() {
    let stage = Stage::new("").await;
    assert_eq!(stage.run(VOUCHED).await.exit, 0);
    let asked = stage.run(RESET).await;
    let id = asked.error.split("mfadir approve ").nth(1).and_then(|rest| rest.split('`').next()).expect("an id");
    swap(&stage, LENA);
    told(&stage.run_as(LENA, &format!("approve {id} --yes")).await, "is not the one of lena in the operators file");
    assert!(!stage.log().contains("ap-"), "{}", stage.log());
    let list = stage.run_as(LENA, "request list").await;
    assert!(list.output.contains("waiting") && !list.output.contains("approved"), "{}", list.output);
}

#[tokio::test]
async fn nobody_is_asked_to_approve_what_would_not_be_shown() {
    let stage = Stage::new("").await;
    assert_eq!(stage.run(VOUCHED).await.exit, 0);
    swap(&stage, ANN);
    let asked = stage.run(RESET).await;
    assert_eq!(asked.exit, 8, "{}", asked.error);
    assert!(!asked.error.contains("mfadir approve"), "{}", asked.error);
}
