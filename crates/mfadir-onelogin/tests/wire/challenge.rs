//! Version 1: triggers, polls by verify, and codes.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use axum::response::Response;
use mfadir_core::{Asked, Challenge, ChallengeRequest, ChallengeState, ErrorKind, Expects, MfaDirectory, Proof, Retry};
use mfadir_http::testing::{Stub, answer, clock};
use mfadir_onelogin::{Api, OneLogin};
use serde_json::{Value, json};

use super::tenant::{asked, directory, directory_at, envelope, last, refusal, tenant};

const TRIGGER: &str = "POST /api/1/users/7/otp_devices/6120044/trigger";

fn triggered(name: &str) -> Response {
    envelope(&json!([{"id": 7, "device_id": 6_120_044, "auth_factor_name": name, "state_token": "canary-state"}]))
}

fn said(kind: &str, message: &str) -> Response {
    answer(200, json!({"status": {"type": kind, "code": 200, "message": message, "error": false}}).to_string())
}

/// An account with one device, which answers a verification like this.
async fn account(name: &'static str, verify: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Stub {
    tenant(move |seen| if seen.line == TRIGGER { triggered(name) } else { verify() }).await
}

async fn challenge(directory: &OneLogin) -> Challenge {
    let request = ChallengeRequest::default();
    directory.challenge(&"7".into(), &"6120044".into(), &request).await.expect("a challenge")
}

async fn polled(verify: impl Fn() -> Response + Clone + Send + Sync + 'static) -> ChallengeState {
    let stub = account("OneLogin Protect", verify).await;
    let directory = directory(&stub, Api::V1);
    let challenge = challenge(&directory).await;
    assert_eq!((challenge.expects, challenge.poll_after.is_some()), (Expects::Approval, true));
    let state = directory.poll(&"7".into(), &challenge.handle).await.expect("a state");
    assert_eq!(last(&stub).1, json!({"state_token": "canary-state"}));
    state
}

#[tokio::test]
async fn a_push_waits_until_the_user_answers() {
    let waiting = polled(|| said("pending", "Authentication pending on OL Protect")).await;
    assert!(matches!(waiting, ChallengeState::Waiting { poll_after: Some(_) }));
    let waiting = polled(|| said("success", "Authentication pending")).await;
    assert!(matches!(waiting, ChallengeState::Waiting { .. }), "{waiting:?}");
    let approved = polled(|| said("success", "Success")).await;
    assert!(matches!(approved, ChallengeState::Approved(by) if by.factor == Some("6120044".into())));
    assert_eq!(polled(|| refusal(401, "Failed authentication with this factor")).await, ChallengeState::Denied);
}

#[tokio::test]
async fn a_push_that_nobody_answers_expires() {
    let stub = account("OneLogin Protect", || refusal(400, "No longer")).await;
    let clock = clock();
    let directory = directory_at(&stub, Api::V1, clock.clone());
    let challenge = challenge(&directory).await;
    let early = directory.poll(&"7".into(), &challenge.handle).await.expect_err("a refusal");
    assert_eq!(early.kind(), ErrorKind::Invalid);
    clock.advance(Duration::from_mins(2));
    assert_eq!(directory.poll(&"7".into(), &challenge.handle).await.expect("a state"), ChallengeState::Expired);
    let stub = account("OneLogin Protect", || refusal(400, "State token has expired")).await;
    let directory = self::directory(&stub, Api::V1);
    let challenge = self::challenge(&directory).await;
    assert_eq!(directory.poll(&"7".into(), &challenge.handle).await.expect("a state"), ChallengeState::Expired);
}

#[tokio::test]
async fn an_empty_success_approves_nothing() {
    for body in ["", "{}", "null", "<html>", r#"{"status":{}}"#] {
        let stub = account("OneLogin Protect", move || answer(200, body)).await;
        let directory = directory(&stub, Api::V1);
        let challenge = challenge(&directory).await;
        let error = directory.poll(&"7".into(), &challenge.handle).await.expect_err(body);
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unexpected, Retry::Never), "{body}");
    }
}

#[tokio::test]
async fn a_code_is_handed_in_with_the_state_token() {
    let stub = account("OneLogin SMS", || said("success", "Success")).await;
    let directory = directory(&stub, Api::V1);
    let challenge = challenge(&directory).await;
    assert_eq!((challenge.expects, last(&stub).1), (Expects::Code, json!({})));
    let asked = Asked::Challenge(challenge.handle.clone());
    directory.verify(&"7".into(), &asked, &Proof::Code("B41832".into())).await.expect("accepted");
    assert_eq!(last(&stub).1, json!({"state_token": "canary-state", "otp_token": "B41832"}));
    let polled = directory.poll(&"7".into(), &challenge.handle).await.expect_err("a code answers it");
    assert_eq!(polled.kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn a_code_of_an_app_needs_no_challenge() {
    let stub = account("", || said("success", "Success")).await;
    let directory = directory(&stub, Api::V1);
    let asked = Asked::Factor("6120051".into());
    directory.verify(&"7".into(), &asked, &Proof::Code("123456".into())).await.expect("accepted");
    let sent = ("POST /api/1/users/7/otp_devices/6120051/verify".to_owned(), json!({"otp_token": "123456"}));
    assert_eq!(last(&stub), sent);
}

#[tokio::test]
async fn a_wrong_code_is_handed_in_once_and_is_no_reason_to_renew_the_token() {
    let refusals = [
        ("Failed authentication with this factor", ErrorKind::WrongProof),
        ("Something about the code", ErrorKind::Unauthenticated),
    ];
    for (message, kind) in refusals {
        let stub = account("", move || refusal(401, message)).await;
        let wrong = Proof::Code("a".into());
        let error = directory(&stub, Api::V1).verify(&"7".into(), &Asked::Factor("1".into()), &wrong).await;
        assert_eq!(error.expect_err("refused").kind(), kind);
        assert_eq!(stub.lines().len(), 2, "a token and one attempt");
    }
}

#[tokio::test]
async fn codes_and_devices_that_cannot_be_are_not_sent() {
    let stub = account("", || said("success", "Success")).await;
    let directory = directory(&stub, Api::V1);
    for code in ["", " ", &"5".repeat(200)] {
        let proof = Proof::Code(code.into());
        let error = directory.verify(&"7".into(), &Asked::Factor("1".into()), &proof).await.expect_err(code);
        assert_eq!(error.kind(), ErrorKind::WrongProof);
    }
    for device in ["0", "", "..", "nothing", "user_temp_otp_7"] {
        let error = directory.challenge(&"7".into(), &device.into(), &ChallengeRequest::default()).await;
        assert_eq!(error.expect_err(device).kind(), ErrorKind::NotFound);
    }
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn a_challenge_lasts_as_long_as_onelogin_allows() {
    let stub = account("OneLogin SMS", || said("success", "Success")).await;
    let directory = directory(&stub, Api::V1);
    let lasting = |seconds| ChallengeRequest { lifetime: Some(Duration::from_secs(seconds)), ..Default::default() };
    let device = "6120044".into();
    directory.challenge(&"7".into(), &device, &lasting(900)).await.expect("a challenge");
    assert_eq!(last(&stub).1, json!({"state_token_expires_in": 900}));
    let error = directory.challenge(&"7".into(), &device, &lasting(901)).await.expect_err("too long");
    assert_eq!((error.kind(), asked(&stub).len()), (ErrorKind::Invalid, 1));
}

#[tokio::test]
async fn neither_debug_nor_an_error_shows_a_state_token_or_a_code() {
    let stub = account("OneLogin SMS", || refusal(400, "canary-state and canary-code are wrong")).await;
    let directory = directory(&stub, Api::V1);
    let challenge = challenge(&directory).await;
    let asked = Asked::Challenge(challenge.handle.clone());
    let error = directory.verify(&"7".into(), &asked, &Proof::Code("canary-code".into())).await.expect_err("refused");
    let shown = format!("{challenge:?} {asked:?} {error} {error:?}");
    assert!(shown.contains("… and … are wrong"), "the control: what the server says is shown: {shown}");
    assert!(!shown.contains("canary"), "{shown}");
}

#[tokio::test]
async fn one_row_may_come_as_an_object() {
    let row = json!({"id": 7, "device_id": 6_120_044, "auth_factor_name": "OneLogin SMS", "state_token": "t"});
    for data in [row.clone(), json!([row.clone()])] {
        let stub = tenant(move |_| envelope(&data)).await;
        challenge(&directory(&stub, Api::V1)).await;
    }
    let stub = tenant(|_| envelope(&Value::Array(Vec::new()))).await;
    let none = directory(&stub, Api::V1).challenge(&"7".into(), &"1".into(), &ChallengeRequest::default()).await;
    assert_eq!(none.expect_err("no row").kind(), ErrorKind::Unexpected);
}
