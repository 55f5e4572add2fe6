//! The token: how it is had, carried and renewed.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use mfadir_core::{ErrorKind, MfaDirectory, UserRef};
use mfadir_http::testing::{Stub, answer};
use serde_json::{Value, json};

use super::tenant::{ADA, PASSWORD, TOKEN, directory, lines, signed_in, stub, usual};

fn unauthorized(message: &str) -> String {
    json!({"error": {"code": 401, "message": message, "title": "Unauthorized"}}).to_string()
}

fn ada() -> UserRef {
    UserRef::Id(ADA.into())
}

#[tokio::test]
async fn the_account_signs_in_to_the_domain_and_the_token_goes_into_its_header() {
    let stub = stub(usual).await;
    directory(&stub).user(&ada()).await.expect("ada");
    let seen = stub.seen();
    let auth = &seen[0].body["auth"];
    assert_eq!(auth["scope"], json!({"domain": {"name": "acme"}}));
    let user: &Value = &auth["identity"]["password"]["user"];
    assert_eq!(*user, json!({"name": "mfadir", "domain": {"name": "acme"}, "password": PASSWORD}));
    assert_eq!(seen[1].headers["x-auth-token"], TOKEN);
    assert_eq!(seen[1].authorization, "");
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let asked = Arc::new(AtomicUsize::new(0));
    let stub = stub(move |seen| {
        let first = asked.fetch_add(1, Ordering::SeqCst) == 0;
        if first { answer(401, unauthorized("it has ended")) } else { usual(seen) }
    })
    .await;
    directory(&stub).user(&ada()).await.expect("ada");
    assert_eq!((stub.lines().len(), lines(&stub).len()), (4, 2));
}

#[tokio::test]
async fn a_sign_in_without_a_token_or_a_domain_is_none() {
    let receipt = json!({"receipt": {}, "required_auth_methods": [["password", "totp"]]}).to_string();
    let cases = [(201, "{}".to_owned(), ErrorKind::Unexpected), (401, receipt, ErrorKind::Unauthenticated)];
    for (status, body, kind) in cases {
        let stub = Stub::new(move |_| answer(status, body.clone())).await;
        let error = directory(&stub).user(&ada()).await.expect_err("no token");
        assert_eq!(error.kind(), kind);
        assert_eq!(stub.lines().len(), 1);
    }
}

#[tokio::test]
async fn nothing_that_is_shown_holds_the_token() {
    let said = format!("no: {TOKEN}");
    let stub =
        Stub::new(move |seen| if seen.line.contains("tokens") { signed_in() } else { answer(403, forbidden(&said)) })
            .await;
    let directory = directory(&stub);
    let error = directory.user(&ada()).await.expect_err("refused");
    let shown = format!("{directory:?} {error} {error:?}");
    assert!(shown.contains("no: "), "the control: what the server says is shown: {shown}");
    assert!(!shown.contains(TOKEN), "{shown}");
}

fn forbidden(message: &str) -> String {
    json!({"error": {"code": 403, "message": message, "title": "Forbidden"}}).to_string()
}
