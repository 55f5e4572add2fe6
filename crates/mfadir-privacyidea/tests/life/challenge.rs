//! Tokens that are asked.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use axum::response::Response;
use mfadir_core::{
    Applied, Challenge, ChallengeRequest, ChallengeState, ErrorKind, Expects, MfaDirectory, Result, Retry,
};
use mfadir_http::testing::{Stub, answer, clock};
use serde_json::{Value, json};

use super::tenant::{ada, asked, detailed, directory, directory_at, last, tenant, value};

fn row(serial: &str, kind: &str, mode: &str) -> Value {
    json!({"serial": serial, "type": kind, "client_mode": mode, "transaction_id": "0978", "message": "…"})
}

fn sent(rows: &Value) -> Response {
    detailed(json!(rows.as_array().map_or(0, Vec::len)), json!({"multi_challenge": rows}))
}

async fn challenge(stub: &Stub) -> Result<Challenge> {
    directory(stub).challenge(&ada(), &"SMS-03".into(), &ChallengeRequest::default()).await
}

#[tokio::test]
async fn one_token_is_asked_by_its_serial_number() {
    let stub = tenant(|_| sent(&json!([row("SMS-03", "sms", "interactive")]))).await;
    let challenge = challenge(&stub).await.expect("a challenge");
    let body = json!({"user": "ada", "realm": "people", "serial": "SMS-03"});
    assert_eq!(last(&stub), ("POST /validate/triggerchallenge".to_owned(), body));
    assert_eq!((challenge.expects, challenge.poll_after, challenge.factor.as_str()), (Expects::Code, None, "SMS-03"));
    assert!(!format!("{challenge:?}").contains("0978"));
}

#[tokio::test]
async fn a_push_is_polled_for_and_may_have_a_number_to_match() {
    let push = json!({"serial": "SMS-03", "client_mode": "poll", "transaction_id": "1", "presence_answer": "42"});
    let stub = tenant(move |_| sent(&json!([push]))).await;
    let challenge = challenge(&stub).await.expect("a challenge");
    assert_eq!((challenge.expects, challenge.number_to_match.as_deref()), (Expects::Approval, Some("42")));
    assert!(challenge.poll_after.is_some());
}

#[tokio::test]
async fn an_answer_that_asked_something_else_is_no_challenge() {
    let stub = tenant(|_| sent(&json!([row("TOTP-03", "totp", "interactive")]))).await;
    assert_eq!(challenge(&stub).await.expect_err("another token").kind(), ErrorKind::NotFound);
    for odd in ["null", "{}", "<html>"] {
        let stub = tenant(move |_| answer(200, odd)).await;
        assert_eq!(challenge(&stub).await.expect_err(odd).kind(), ErrorKind::Unexpected);
    }
}

#[tokio::test]
async fn why_nothing_was_sent_is_told() {
    let told = [
        ("Failcounter exceeded", ErrorKind::Locked),
        ("The PIN was correct, but the EMail could not be sent!", ErrorKind::Unavailable),
        ("Token is not yet enrolled", ErrorKind::Conflict),
        ("", ErrorKind::NotFound),
    ];
    for (message, kind) in told {
        let stub = tenant(move |_| detailed(json!(0), json!({"multi_challenge": [], "message": message}))).await;
        let error = challenge(&stub).await.expect_err("nothing was sent");
        assert_eq!((error.kind(), error.applied(), error.retry()), (kind, Applied::No, Retry::Never), "{message}");
        assert!(error.hint().is_some(), "{message}");
    }
}

#[tokio::test]
async fn a_name_that_stands_for_several_tokens_or_all_asks_none() {
    let stub = tenant(|_| sent(&json!([row("SMS-03", "sms", "interactive")]))).await;
    for odd in ["", "*", "SMS*", "SMS-03,TOTP-03", ".."] {
        let error = directory(&stub).challenge(&ada(), &odd.into(), &ChallengeRequest::default()).await;
        assert_eq!(error.expect_err(odd).kind(), ErrorKind::NotFound);
    }
    let template = ChallengeRequest { template: Some("t".to_owned()), ..Default::default() };
    let error = directory(&stub).challenge(&ada(), &"SMS-03".into(), &template).await.expect_err("no templates");
    assert_eq!((error.kind(), stub.lines().len()), (ErrorKind::Invalid, 0));
}

/// How far a push is, polled after this time.
async fn polled(after: Duration, status: &'static str, accepted: bool) -> ChallengeState {
    let stub = tenant(move |seen| match seen.line.as_str() {
        "POST /validate/triggerchallenge" => sent(&json!([row("SMS-03", "push", "poll")])),
        _ => detailed(json!(accepted), json!({"challenge_status": status})),
    })
    .await;
    let clock = clock();
    let directory = directory_at(&stub, clock.clone());
    let request = ChallengeRequest::default();
    let challenge = directory.challenge(&ada(), &"SMS-03".into(), &request).await.expect("a challenge");
    clock.advance(after);
    let state = directory.poll(&ada(), &challenge.handle).await.expect("a state");
    assert_eq!(last(&stub).0, "GET /validate/polltransaction/0978");
    state
}

#[tokio::test]
async fn a_push_waits_until_the_user_answers_or_its_time_is_over() {
    let (soon, late) = (Duration::from_secs(5), Duration::from_mins(2));
    assert!(matches!(polled(soon, "pending", false).await, ChallengeState::Waiting { poll_after: Some(_) }));
    let approved = polled(soon, "accept", true).await;
    assert!(matches!(approved, ChallengeState::Approved(by) if by.factor == Some("SMS-03".into())));
    for no in ["declined", "cancelled"] {
        assert_eq!(polled(soon, no, false).await, ChallengeState::Denied);
    }
    assert_eq!(polled(late, "pending", false).await, ChallengeState::Expired);
    assert!(matches!(polled(late, "accept", true).await, ChallengeState::Approved(_)), "a late yes is a yes");
}

#[tokio::test]
async fn what_says_neither_approves_nothing() {
    for (status, accepted) in [("declined", true), ("pending", true)] {
        let stub = tenant(move |seen| match seen.line.as_str() {
            "POST /validate/triggerchallenge" => sent(&json!([row("SMS-03", "push", "poll")])),
            _ => detailed(json!(accepted), json!({"challenge_status": status})),
        })
        .await;
        let challenge = challenge(&stub).await.expect("a challenge");
        let error = directory(&stub).poll(&ada(), &challenge.handle).await.expect_err(status);
        assert_eq!(error.kind(), ErrorKind::Unexpected);
    }
}

#[tokio::test]
async fn a_challenge_that_a_code_answers_is_not_polled_for() {
    let stub = tenant(|_| sent(&json!([row("SMS-03", "sms", "interactive")]))).await;
    let challenge = challenge(&stub).await.expect("a challenge");
    let error = directory(&stub).poll(&ada(), &challenge.handle).await.expect_err("a code answers it");
    assert_eq!((error.kind(), asked(&stub).len()), (ErrorKind::Conflict, 1));
}

#[tokio::test]
async fn a_challenge_is_taken_back_once() {
    for (deleted, kind) in [(1, None), (0, Some(ErrorKind::NotFound))] {
        let stub = tenant(move |seen| match seen.line.as_str() {
            "DELETE /token/challenges/transaction/0978" => value(json!({"deleted": deleted, "status": true})),
            _ => sent(&json!([row("SMS-03", "push", "poll")])),
        })
        .await;
        let challenge = challenge(&stub).await.expect("a challenge");
        let done = directory(&stub).cancel(&ada(), &challenge.handle).await;
        assert_eq!(done.err().map(|error| error.kind()), kind);
    }
}
