//! A lock is a failure counter that is full, and each token has its own.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use mfadir_core::{Applied, ErrorKind, MfaDirectory};
use mfadir_http::testing::{Stub, answer};
use serde_json::{Value, json};

use super::tenant::{asked, directory, tenant, token, tokens, value};

fn locked(serial: &str) -> Value {
    let mut token = token(serial);
    token["failcount"] = 10.into();
    token
}

/// A server with these tokens; the write number `lost`, counted from 0, is not answered well.
async fn server(rows: Value, lost: &'static str) -> Stub {
    tenant(move |seen| match seen.line.as_str() {
        line if line.starts_with("GET") => tokens(rows.clone()),
        line if line.ends_with(lost) => answer(503, ""),
        _ => value(1),
    })
    .await
}

#[tokio::test]
async fn only_full_counters_are_cleared() {
    let stub = server(json!([token("A"), locked("B"), locked("C")]), "none").await;
    directory(&stub).unlock(&"ada@people/staff".into()).await.expect("done");
    assert_eq!(asked(&stub)[1..], ["POST /token/reset/B", "POST /token/reset/C"]);
    let body = &stub.seen()[2].body;
    assert_eq!(body, &json!({"user": "ada", "realm": "people", "resolver": "staff"}));
}

#[tokio::test]
async fn who_is_not_locked_cannot_be_unlocked() {
    let stub = server(json!([token("A")]), "none").await;
    let error = directory(&stub).unlock(&"ada@people".into()).await.expect_err("not locked");
    assert_eq!((error.kind(), asked(&stub).len()), (ErrorKind::Conflict, 1));
}

#[tokio::test]
async fn what_breaks_off_in_the_middle_may_have_been_done() {
    let stub = server(json!([locked("B"), locked("C")]), "/C").await;
    let error = directory(&stub).unlock(&"ada@people".into()).await.expect_err("the second was lost");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Unavailable, Applied::Perhaps));
}

#[tokio::test]
async fn a_locked_token_is_shown_as_such() {
    let stub = server(json!([locked("B")]), "none").await;
    let factors = directory(&stub).factors(&"ada@people".into()).await.expect("a list");
    assert_eq!(factors[0].status.as_str(), "locked");
}
