//! Sign-ins are made once, renewed once, and shown to nobody.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::future::join_all;
use mfadir_core::{ErrorKind, MfaDirectory};
use mfadir_http::testing::{Stub, answer, clock};
use serde_json::json;

use super::tenant::{
    NOW, PASSWORD, asked, dated, directory, directory_at, is_sign_in, jwt, refusal, signed_in, tenant, token, tokens,
};

fn sign_ins(stub: &Stub) -> usize {
    stub.lines().iter().filter(|line| is_sign_in(line)).count()
}

/// A server whose sign-ins are numbered, and which takes the last one alone.
async fn numbered(first_is_over: bool) -> Stub {
    let count = Arc::new(AtomicUsize::new(0));
    Stub::new(move |seen| {
        if is_sign_in(&seen.line) {
            let number = count.fetch_add(1, Ordering::SeqCst);
            return signed_in(&jwt(&json!({"number": number, "exp": NOW + 3600})));
        }
        let first = jwt(&json!({"number": 0, "exp": NOW + 3600}));
        if first_is_over && seen.authorization == first {
            return refusal(401, 4305, "Authentication failure. Your token has expired: Signature has expired");
        }
        tokens(json!([token("TOTP1")]))
    })
    .await
}

#[tokio::test]
async fn many_callers_share_one_sign_in() {
    let stub = numbered(false).await;
    let (directory, ada) = (directory(&stub), "ada@people".into());
    let lists = join_all((0..50).map(|_| directory.factors(&ada))).await;
    assert!(lists.iter().all(Result::is_ok));
    assert_eq!((sign_ins(&stub), asked(&stub).len()), (1, 50));
}

#[tokio::test]
async fn a_sign_in_that_ends_in_the_middle_is_renewed_and_the_request_repeated() {
    let stub = numbered(true).await;
    let (directory, ada) = (directory(&stub), "ada@people".into());
    let lists = join_all((0..10).map(|_| directory.factors(&ada))).await;
    assert!(lists.iter().all(Result::is_ok));
    assert_eq!((sign_ins(&stub), asked(&stub).len()), (2, 20));
}

#[tokio::test]
async fn it_is_renewed_a_little_before_its_end() {
    let stub = numbered(false).await;
    let clock = clock();
    let (directory, ada) = (directory_at(&stub, clock.clone()), "ada@people".into());
    let at = async |seconds| {
        clock.advance(Duration::from_secs(seconds));
        directory.factors(&ada).await.expect("a list");
        sign_ins(&stub)
    };
    assert_eq!(at(0).await, 1);
    assert_eq!(at(3560).await, 1);
    assert_eq!(at(20).await, 2);
}

#[tokio::test]
async fn one_that_is_refused_twice_is_given_up() {
    for (code, message) in [(4305, "Your token has expired"), (4304, "Error decoding"), (4033, "missing"), (9, "?")] {
        let stub = tenant(move |_| refusal(401, code, message)).await;
        let error = directory(&stub).factors(&"ada@people".into()).await.expect_err("refused");
        assert_eq!((error.kind(), sign_ins(&stub), asked(&stub).len()), (ErrorKind::Unauthenticated, 2, 2), "{code}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_and_tried_once() {
    let stub = Stub::new(|_| refusal(401, 4031, "Authentication failed.")).await;
    let error = directory(&stub).factors(&"ada@people".into()).await.expect_err("wrong");
    assert_eq!((error.kind(), error.code(), stub.lines().len()), (ErrorKind::Unauthenticated, Some("4031"), 1));
    assert!(error.hint().is_some_and(|hint| hint.contains("`auth`")));
}

#[tokio::test]
async fn what_is_no_sign_in_is_unexpected() {
    for body in ["<html>", "{}", r#"{"result":{"status":true,"value":{}}}"#, r#"{"result":{"status":true}}"#, ""] {
        let stub = Stub::new(move |_| answer(200, body)).await;
        let error = directory(&stub).factors(&"ada@people".into()).await.expect_err(body);
        assert_eq!(error.kind(), ErrorKind::Unexpected, "{body}");
    }
}

#[tokio::test]
async fn the_token_goes_bare_and_the_password_in_a_form() {
    let stub = numbered(false).await;
    directory(&stub).factors(&"ada@people".into()).await.expect("a list");
    let seen = stub.seen();
    assert_eq!(seen[0].text, "username=admin&password=canary-password");
    assert_eq!(seen[1].authorization, jwt(&json!({"number": 0, "exp": NOW + 3600})));
}

#[tokio::test]
async fn nothing_that_is_shown_holds_a_secret() {
    let stub = Stub::new(|seen| match seen.line.as_str() {
        line if is_sign_in(line) => signed_in("canary-token"),
        _ => dated(refusal(400, 905, &format!("bad header {}", seen.authorization))),
    })
    .await;
    let directory = directory(&stub);
    let error = directory.factors(&"ada@people".into()).await.expect_err("refused");
    let shown = format!("{directory:?} {error} {error:?}");
    assert!(shown.contains("bad header …"), "the control: what the server says is shown: {shown}");
    assert!(!shown.contains(PASSWORD) && !shown.contains("canary-token"), "{shown}");
}
