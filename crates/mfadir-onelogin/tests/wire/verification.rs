//! Version 2: verifications, in all the shapes that they come in.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use axum::response::Response;
use mfadir_core::{
    Asked, Challenge, ChallengeRequest, ChallengeState, ErrorKind, Expects, MfaDirectory, Proof, Result, Verification,
};
use mfadir_http::testing::{Seen, answer, clock};
use mfadir_onelogin::{Api, OneLogin};
use serde_json::{Value, json};

use super::tenant::{directory, directory_at, last, refusal, tenant};

const UUID: &str = "6d2f0c1e-7a54-4f0b-9a53-2f1b8e0d4c11";
const ONE: &str = "/api/2/mfa/users/7/verifications/6d2f0c1e-7a54-4f0b-9a53-2f1b8e0d4c11";
const ALL: &str = "POST /api/2/mfa/users/7/verifications";

fn begun(name: &str) -> Response {
    let row = json!({"id": UUID, "user_id": "7", "device_id": "6120044", "auth_factor_name": name,
                     "factor_data": {"verification_token": "123456"}});
    answer(201, row.to_string())
}

/// Everything but the beginning is answered with this.
fn serve(seen: &Seen, name: &str, stands: &Value) -> Response {
    if seen.line == ALL { begun(name) } else { answer(200, stands.to_string()) }
}

async fn challenge(directory: &OneLogin) -> Challenge {
    let request = ChallengeRequest::default();
    directory.challenge(&"7".into(), &"6120044".into(), &request).await.expect("a challenge")
}

/// What a poll says of a push that stands like this, after so much time.
async fn polled(word: &'static str, after: Duration) -> ChallengeState {
    let stub = tenant(move |seen| serve(seen, "OneLogin", &json!([{"id": UUID, "status": word}]))).await;
    let clock = clock();
    let directory = directory_at(&stub, Api::V2, clock.clone());
    let challenge = challenge(&directory).await;
    assert_eq!(
        (challenge.expects, last(&stub).1),
        (Expects::Approval, json!({"device_id": 6_120_044, "expires_in": "120"}))
    );
    clock.advance(after);
    let state = directory.poll(&"7".into(), &challenge.handle).await.expect("a state");
    assert_eq!(last(&stub).0, format!("GET {ONE}"));
    state
}

#[tokio::test]
async fn three_words_and_the_time_tell_how_far_a_push_is() {
    let (now, later) = (Duration::ZERO, Duration::from_mins(2));
    assert!(matches!(polled("pending", now).await, ChallengeState::Waiting { .. }));
    assert!(
        matches!(polled("accepted", now).await, ChallengeState::Approved(by) if by.transaction.as_deref() == Some(UUID))
    );
    assert_eq!(polled("rejected", now).await, ChallengeState::Denied);
    assert_eq!(polled("rejected", later).await, ChallengeState::Expired);
}

#[tokio::test]
async fn a_verification_that_is_forgotten_past_its_end_expired() {
    let gone = json!({"statusCode": 404, "name": "NotFound", "message": "no"}).to_string();
    let stub = tenant(move |seen| if seen.line == ALL { begun("OneLogin") } else { answer(404, gone.clone()) }).await;
    let clock = clock();
    let directory = directory_at(&stub, Api::V2, clock.clone());
    let challenge = challenge(&directory).await;
    let early = directory.poll(&"7".into(), &challenge.handle).await.expect_err("not there");
    assert_eq!(early.kind(), ErrorKind::NotFound);
    clock.advance(Duration::from_mins(2));
    assert_eq!(directory.poll(&"7".into(), &challenge.handle).await.expect("a state"), ChallengeState::Expired);
}

#[tokio::test]
async fn who_is_called_keys_in_the_number_that_we_are_told() {
    let stub = tenant(|seen| serve(seen, "OneLogin Voice", &Value::Null)).await;
    let challenge = challenge(&directory(&stub, Api::V2)).await;
    assert_eq!((challenge.number_to_match.as_deref(), challenge.expects), (Some("123456"), Expects::Approval));
}

/// What a code comes to where it is answered like this.
async fn verified(stands: Value) -> Result<Verification> {
    let stub = tenant(move |seen| serve(seen, "SMS", &stands)).await;
    let directory = directory(&stub, Api::V2);
    let asked = Asked::Challenge(challenge(&directory).await.handle);
    let verified = directory.verify(&"7".into(), &asked, &Proof::Code("012345".into())).await;
    assert_eq!(last(&stub), (format!("PUT {ONE}"), json!({"otp": "012345", "device_id": 6_120_044})));
    verified
}

#[tokio::test]
async fn a_code_is_accepted_in_words_and_in_an_envelope() {
    let row = json!({"id": UUID, "status": "accepted", "device_id": "6120044"});
    let envelope = json!({"status": {"type": "success", "code": 200, "message": "Success", "error": false}});
    for stands in [row.clone(), json!([row]), envelope] {
        let by = verified(stands).await.expect("accepted");
        assert_eq!((by.factor, by.transaction.as_deref()), (Some("6120044".into()), Some(UUID)));
    }
}

#[tokio::test]
async fn a_wrong_code_leaves_it_pending_or_ends_it() {
    for word in ["pending", "rejected"] {
        let error = verified(json!({"id": UUID, "status": word})).await.expect_err(word);
        assert_eq!(error.kind(), ErrorKind::WrongProof);
    }
    let odd = verified(json!({"id": UUID, "status": "perhaps"})).await.expect_err("no word");
    assert_eq!(odd.kind(), ErrorKind::Unexpected);
    let within = json!({"status": {"error": true, "code": 401, "message": "Failed authentication with this factor"}});
    assert_eq!(verified(within).await.expect_err("an error within").kind(), ErrorKind::WrongProof);
}

#[tokio::test]
async fn a_code_without_a_challenge_names_its_device() {
    let stub = tenant(|seen| match seen.body["otp"].as_str() {
        Some("012345") => answer(200, json!({"status": {"type": "success", "error": false}}).to_string()),
        _ => refusal(401, "Failed authentication with this factor"),
    })
    .await;
    let directory = directory(&stub, Api::V2);
    let asked = Asked::Factor("6120051".into());
    directory.verify(&"7".into(), &asked, &Proof::Code("012345".into())).await.expect("accepted");
    assert_eq!(last(&stub), (format!("{ALL}/"), json!({"otp": "012345", "device_id": 6_120_051})));
    let wrong = directory.verify(&"7".into(), &asked, &Proof::Code("000000".into())).await.expect_err("wrong");
    assert_eq!(wrong.kind(), ErrorKind::WrongProof);
}

#[tokio::test]
async fn a_handle_of_version_1_is_not_taken() {
    let row = json!({"id": 7, "device_id": 6_120_044, "auth_factor_name": "OneLogin Protect", "state_token": "t"});
    let stub = tenant(move |_| super::tenant::envelope(&json!([row]))).await;
    let challenge = challenge(&directory(&stub, Api::V1)).await;
    let sent = stub.lines().len();
    let error = directory(&stub, Api::V2).poll(&"7".into(), &challenge.handle).await.expect_err("another version's");
    assert_eq!((error.kind(), stub.lines().len()), (ErrorKind::Invalid, sent));
}
