//! Lists of factors, and refusals.

use std::time::Duration;

use axum::response::Response;
use mfadir_core::{Error, ErrorKind, Factor, MfaDirectory, Retry};
use mfadir_http::testing::{Stub, answer};
use mfadir_okta::Engine;
use serde_json::{Value, json};

use super::tenant::{ADA, TOKEN, directory, directory_on, found, refusal, with};

fn rows() -> Value {
    json!([
        {"id": "opf1", "factorType": "push", "provider": "OKTA", "status": "ACTIVE"},
        {"id": "ost1", "factorType": "token:software:totp", "provider": "OKTA", "status": "ACTIVE"},
        {"id": "pfd1", "factorType": "signed_nonce", "provider": "OKTA", "status": "ACTIVE"},
        {"id": "uft1", "factorType": "token:software:totp", "provider": "GOOGLE", "status": "ACTIVE"},
        {"id": "opf1", "factorType": "push", "provider": "OKTA", "status": "ACTIVE"},
        {"id": "new1", "factorType": "retina", "provider": "ACME", "status": "DOZING", "profile": [1]},
    ])
}

async fn refused(response: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Error {
    let stub = Stub::new(move |_| response()).await;
    directory(&stub).factors(&ADA.into()).await.expect_err("refused")
}

fn takes(factors: &[Factor], id: &str) -> Vec<String> {
    let factor = factors.iter().find(|factor| factor.id.as_str() == id).expect(id);
    factor.removal_takes.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn every_factor_is_listed_once_with_what_goes_with_it() {
    let stub = Stub::new(|_| found(&rows())).await;
    let factors = directory(&stub).factors(&ADA.into()).await.expect("a list");
    let types: Vec<_> = factors.iter().map(|factor| factor.factor_type.to_string()).collect();
    assert_eq!(types, ["push@okta", "totp@okta", "device-key@okta", "totp@google", "retina@acme"]);
    assert_eq!(takes(&factors, "opf1"), ["ost1", "pfd1"]);
    assert!(takes(&factors, "ost1").is_empty());
    let one = directory(&stub).factor(&ADA.into(), &"pfd1".into()).await.expect("a factor");
    assert_eq!(takes(&[one], "pfd1"), ["opf1", "ost1"]);
    assert_eq!(stub.lines(), [format!("GET /api/v1/users/{ADA}/factors"), format!("GET /api/v1/users/{ADA}/factors")]);
    let classic = directory_on(&stub, Engine::V1).factors(&ADA.into()).await.expect("a list");
    assert!(classic.iter().all(|factor| factor.removal_takes.is_empty()));
}

#[tokio::test]
async fn what_is_no_list_is_not_taken_for_an_empty_one() {
    let told = [
        ("null", "null"),
        ("{}", "an object"),
        ("", "an empty body"),
        ("<html>", "an HTML page"),
        (r#"[{"factorType":"push"}]"#, "an object that cannot be read as row 1 of 1"),
    ];
    for (body, came) in told {
        let error = refused(move || answer(200, body)).await;
        assert_eq!(error.kind(), ErrorKind::Unexpected);
        let message =
            format!("GET /api/v1/users/{ADA}/factors answered 200 with {came} where a list of factors was due");
        assert_eq!(error.message(), message);
    }
}

#[tokio::test]
async fn a_refusal_says_what_to_do_and_keeps_okta_s_words() {
    let error = refused(|| {
        let refusal = refusal(403, "E0000006", "You do not have permission");
        with(refusal, "x-okta-request-id", "r-1")
    })
    .await;
    assert_eq!(error.kind(), ErrorKind::Forbidden);
    assert!(error.hint().is_some_and(|hint| hint.contains("a role that sees the user")));
    let sentence = "could not list the factors on acme: the API token may not do this to this user (Okta says: You do not \
                    have permission) [E0000006, request r-1]";
    assert_eq!(error.to_string(), sentence);
}

#[tokio::test]
async fn a_token_that_is_refused_is_told_with_its_usual_reasons() {
    let error = refused(|| refusal(401, "E0000011", "Invalid token provided")).await;
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert!(error.hint().is_some_and(|hint| hint.contains("30 days")));
}

#[tokio::test]
async fn hidden_factors_of_a_deactivated_user_are_not_called_none() {
    let error = refused(|| refusal(404, "E0000007", "Not found: Resource not found: 00u (User)")).await;
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.hint().is_some_and(|hint| hint.contains("deactivated")));
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_by_okta_s_own_clock_and_a_crowd_is_not() {
    let limited = |limit: &'static str| {
        move || {
            let refusal = refusal(429, "E0000047", "API call exceeded rate limit");
            let refusal = with(refusal, "date", "Thu, 15 Jan 2026 12:00:00 GMT");
            let refusal = with(refusal, "x-rate-limit-limit", limit);
            with(with(refusal, "x-rate-limit-remaining", "0"), "x-rate-limit-reset", "1768478448")
        }
    };
    let error = refused(limited("600")).await;
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Throttled, Retry::After(Duration::from_secs(49))));
    assert_eq!(refused(limited("0")).await.retry(), Retry::Backoff);
    assert_eq!(refused(|| answer(429, "slow down")).await.retry(), Retry::Backoff);
}

#[tokio::test]
async fn who_says_when_to_come_back_is_believed() {
    let dated = |status: u16| with(answer(status, "slow down"), "date", "Thu, 15 Jan 2026 12:00:00 GMT");
    let in_a_while = Retry::After(Duration::from_secs(17));
    for status in [429, 503] {
        let seconds = refused(move || with(answer(status, "slow down"), "retry-after", "17")).await;
        assert_eq!(seconds.retry(), in_a_while, "{status}");
        let moment = refused(move || with(dated(status), "retry-after", "Thu, 15 Jan 2026 12:00:17 GMT")).await;
        assert_eq!(moment.retry(), in_a_while, "{status}");
    }
    let crowd = refused(move || with(with(dated(429), "retry-after", "17"), "x-rate-limit-limit", "0")).await;
    assert_eq!(crowd.retry(), in_a_while);
    let past = refused(move || with(dated(429), "retry-after", "Thu, 15 Jan 2026 11:00:00 GMT")).await;
    assert_eq!(past.retry(), Retry::After(Duration::ZERO));
    assert_eq!(refused(move || with(dated(429), "retry-after", "soon")).await.retry(), Retry::Backoff);
}

#[tokio::test]
async fn nothing_that_is_shown_holds_the_token() {
    let stub =
        Stub::new(|seen| refusal(401, "E0000011", &format!("Invalid token provided: {}", seen.authorization))).await;
    let directory = directory(&stub);
    let error = directory.factors(&ADA.into()).await.expect_err("refused");
    let shown = format!("{directory:?} {error} {error:?}");
    assert!(shown.contains("Invalid token provided: SSWS …"), "the control: what Okta says is shown: {shown}");
    assert!(!shown.contains(TOKEN), "{shown}");
}
