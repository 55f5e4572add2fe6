//! Tokens are bought once, renewed once, and shown to nobody.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use futures_util::future::join_all;
use mfadir_core::{ErrorKind, MfaDirectory, Retry};
use mfadir_http::testing::{Stub, answer};
use mfadir_onelogin::Api;
use serde_json::json;

use super::tenant::{SECRET, TOKEN, asked, directory, envelope, is_token, refusal, sold, tenant};

fn bought(stub: &Stub) -> usize {
    stub.lines().iter().filter(|line| is_token(line)).count()
}

#[tokio::test]
async fn many_callers_buy_one_token() {
    let stub = tenant(|_| envelope(&json!({"otp_devices": []}))).await;
    let directory = directory(&stub, Api::V1);
    let user = "7".into();
    let lists = join_all((0..50).map(|_| directory.factors(&user))).await;
    assert!(lists.iter().all(|list| list.as_ref().is_ok_and(Vec::is_empty)));
    assert_eq!((bought(&stub), asked(&stub).len()), (1, 50));
}

#[tokio::test]
async fn an_expired_token_is_renewed_and_the_request_repeated() {
    let tokens = Arc::new(AtomicUsize::new(0));
    let stub = Stub::new(move |seen| match seen.authorization.as_str() {
        _ if is_token(&seen.line) => sold(&format!("t{}", tokens.fetch_add(1, Ordering::SeqCst))),
        "Bearer t0" => refusal(401, "Authentication Failure"),
        _ => envelope(&json!({"otp_devices": []})),
    })
    .await;
    let directory = directory(&stub, Api::V1);
    let user = "7".into();
    let lists = join_all((0..10).map(|_| directory.factors(&user))).await;
    assert!(lists.iter().all(Result::is_ok));
    assert_eq!((bought(&stub), asked(&stub).len()), (2, 20));
}

#[tokio::test]
async fn a_token_that_is_refused_twice_is_given_up() {
    for message in ["Authentication Failure", "Unauthorized", "whatever"] {
        let stub = tenant(move |_| refusal(401, message)).await;
        let error = directory(&stub, Api::V1).factors(&"7".into()).await.expect_err("refused");
        assert_eq!((error.kind(), bought(&stub), asked(&stub).len()), (ErrorKind::Unauthenticated, 2, 2));
    }
}

#[tokio::test]
async fn a_scope_that_is_too_small_is_no_reason_to_renew() {
    let stub = tenant(|_| refusal(401, "Insufficient Permission")).await;
    let error = directory(&stub, Api::V1).factors(&"7".into()).await.expect_err("refused");
    assert_eq!((error.kind(), bought(&stub), asked(&stub).len()), (ErrorKind::Forbidden, 1, 1));
    assert!(error.hint().is_some_and(|hint| hint.contains("Manage users")));
}

#[tokio::test]
async fn the_pair_is_sent_for_the_token_and_the_token_for_the_rest() {
    let stub = Stub::new(|seen| match seen.authorization.as_str() {
        "Basic Y2xpZW50LTE6Y2FuYXJ5LXNlY3JldA==" if is_token(&seen.line) => sold(TOKEN),
        "Bearer canary-token" if !is_token(&seen.line) => envelope(&json!({"otp_devices": []})),
        _ => answer(401, ""),
    })
    .await;
    directory(&stub, Api::V1).factors(&"7".into()).await.expect("a list");
}

#[tokio::test]
async fn a_wrong_pair_a_flood_and_a_lost_creator_are_told_apart() {
    let html = "<html><body><h1>429 Too Many Requests</h1></body></html>";
    let failure =
        json!({"status": {"error": true, "code": 401, "type": "Unauthorized", "message": "Authentication Failure"}});
    let told = [
        (401, failure.to_string(), ErrorKind::Unauthenticated, "client_secret"),
        (500, String::new(), ErrorKind::Unavailable, "deleted"),
        (429, html.to_owned(), ErrorKind::Throttled, ""),
    ];
    for (status, body, kind, hint) in told {
        let stub = Stub::new(move |_| answer(status, body.clone())).await;
        let error = directory(&stub, Api::V1).factors(&"7".into()).await.expect_err("no token");
        assert_eq!((error.kind(), stub.lines().len()), (kind, 1), "{status}");
        assert!(error.hint().unwrap_or_default().contains(hint), "{status}");
        assert!(status != 429 || error.retry() == Retry::Backoff);
    }
}

#[tokio::test]
async fn nothing_that_is_shown_holds_a_secret() {
    let stub = tenant(|seen| answer(400, format!(r#"{{"message":"{}","name":"{TOKEN}"}}"#, seen.authorization))).await;
    let directory = directory(&stub, Api::V1);
    let error = directory.factors(&"7".into()).await.expect_err("refused");
    let shown = format!("{directory:?} {error} {error:?}");
    assert!(shown.contains("Bearer …"), "the control: what the server says is shown: {shown}");
    assert!(!shown.contains(SECRET) && !shown.contains(TOKEN), "{shown}");
}
