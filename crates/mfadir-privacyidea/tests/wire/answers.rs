//! What comes instead of an answer.

use axum::response::Response;
use mfadir_core::{Error, ErrorKind, MfaDirectory, Retry};
use mfadir_http::testing::answer;
use serde_json::json;

use super::tenant::{PAGE, directory, refusal, tenant, token, tokens, value};

async fn listing(response: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Error {
    let stub = tenant(move |_| response()).await;
    directory(&stub).factors(&"ada@people".into()).await.expect_err("no list")
}

#[tokio::test]
async fn a_page_is_told_from_the_servers_own_refusal() {
    for status in [200, 400, 404, 405] {
        let error = listing(move || answer(status, PAGE)).await;
        assert_eq!(error.kind(), ErrorKind::Unexpected, "{status}");
        assert!(error.hint().is_some_and(|hint| hint.contains("`url`")), "{status}");
    }
    let error = listing(|| answer(404, r#"{"error":"Not found"}"#)).await;
    assert_eq!(error.kind(), ErrorKind::Unexpected, "a route that is not there is no user who is not there");
}

#[tokio::test]
async fn a_server_that_cannot_is_asked_again_later() {
    for response in [|| answer(502, PAGE), || answer(503, ""), || refusal(500, -500, "Internal error")] {
        let error = listing(response).await;
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::Backoff));
    }
    let error = listing(|| refusal(500, -500, "Internal error")).await;
    assert_eq!((error.code(), error.hint()), (Some("-500"), Some("look into the server's own log")));
}

#[tokio::test]
async fn a_refusal_within_a_success_is_a_refusal() {
    let error = listing(|| refusal(200, 904, "ERR904: no such user")).await;
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let error = listing(|| refusal(200, 303, "not allowed")).await;
    assert_eq!(error.kind(), ErrorKind::Forbidden);
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_not_passed_over() {
    let error = listing(|| tokens(json!([token("TOTP1"), {"tokentype": "hotp"}]))).await;
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    let error = listing(|| value(json!({"count": 1}))).await;
    assert_eq!(error.kind(), ErrorKind::Unexpected);
}

#[tokio::test]
async fn a_type_of_tomorrow_is_listed_under_its_own_word() {
    let mut odd = token("X1");
    odd["tokentype"] = "retina".into();
    let stub = tenant(move |_| tokens(json!([odd, token("TOTP1")]))).await;
    let factors = directory(&stub).factors(&"ada@people".into()).await.expect("a list");
    let types: Vec<_> = factors.iter().map(|factor| factor.factor_type.to_string()).collect();
    assert_eq!(types, ["retina", "totp"]);
}

#[tokio::test]
async fn one_factor_is_asked_for_by_its_number() {
    let stub = tenant(|_| tokens(json!([token("TOTP1")]))).await;
    let directory = directory(&stub);
    let found = directory.factor(&"ada@people".into(), &"TOTP1".into()).await.expect("the token");
    assert_eq!(found.id.as_str(), "TOTP1");
    let other = directory.factor(&"ada@people".into(), &"totp1".into()).await.expect_err("another");
    assert_eq!(other.kind(), ErrorKind::NotFound);
    assert!(stub.lines().last().is_some_and(|line| line.contains("user=ada&realm=people&serial=totp1")));
}
