//! An empty list proves nothing where the administrator may not see tokens.

use mfadir_core::{ErrorKind, MfaDirectory, PageRequest};
use mfadir_http::testing::{Stub, answer};
use serde_json::{Value, json};

use super::tenant::{PAGE, asked, claims, directory, refusal, tenant, tenant_for, tokens, value};

const COUNT: &str = "GET /user/count?realm=people&username=-";
const BLIND: &str = "Admin actions are defined, but telling which users own a token requires the action tokenlist in \
                     every realm the users are listed from!";

/// A server that shows no tokens; counting people is answered like this.
async fn empty(claims: Value, status: u16, message: &'static str) -> Stub {
    tenant_for(claims, move |seen| match seen.line.as_str() {
        COUNT if status == 200 => value(json!({"count": 0, "with_tokens": 0})),
        COUNT if status == 404 => answer(404, PAGE),
        COUNT => refusal(status, 303, message),
        _ => tokens(json!([])),
    })
    .await
}

fn with_rights(rights: &[&str]) -> Value {
    let mut claims = claims();
    claims["rights"] = json!(rights);
    claims
}

#[tokio::test]
async fn who_may_not_list_tokens_is_told_so() {
    let stub = empty(claims(), 403, BLIND).await;
    let error = directory(&stub).factors(&"ada@people".into()).await.expect_err("blind");
    assert_eq!(error.kind(), ErrorKind::Forbidden);
    assert!(error.hint().is_some_and(|hint| hint.contains("tokenlist")));
    let error = directory(&stub).inventory(&PageRequest::default()).await.expect_err("blind");
    assert_eq!(error.kind(), ErrorKind::Forbidden);
}

#[tokio::test]
async fn who_may_is_asked_once() {
    let stub = empty(claims(), 200, "").await;
    let directory = directory(&stub);
    for _ in 0..3 {
        assert!(directory.factors(&"ada@people".into()).await.expect("a list").is_empty());
    }
    assert_eq!(asked(&stub).iter().filter(|line| *line == COUNT).count(), 1);
}

#[tokio::test]
async fn a_server_that_does_not_count_leaves_what_the_sign_in_says() {
    for status in [403, 404] {
        let message = "Admin actions are defined, but the action userlist is not allowed!";
        let factors = async |rights: &[&str]| {
            let stub = empty(with_rights(rights), status, message).await;
            directory(&stub).factors(&"ada@people".into()).await.map(|list| list.len()).map_err(|error| error.kind())
        };
        assert_eq!(factors(&["delete"]).await, Err(ErrorKind::Forbidden), "{status}");
        assert_eq!(factors(&["tokenlist"]).await, Ok(0), "{status}");
    }
}

#[tokio::test]
async fn a_list_that_holds_something_is_not_doubted() {
    let stub = tenant(|_| tokens(json!([super::tenant::token("TOTP1")]))).await;
    directory(&stub).factors(&"ada@people".into()).await.expect("a list");
    assert_eq!(asked(&stub).len(), 1);
}
