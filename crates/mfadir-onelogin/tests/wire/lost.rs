//! Answers that are lost: what changes something each time is not repeated, and nothing is claimed.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use axum::response::Response;
use mfadir_core::{
    Applied, Asked, ChallengeRequest, CodeRequest, EnrollRequest, EnrollWith, Error, MfaDirectory, Proof, Retry,
};
use mfadir_http::testing::{Seen, Stub, answer, broken};
use mfadir_onelogin::{Api, OneLogin};
use serde_json::json;

use super::tenant::{directory, envelope, tenant};

/// An account whose answers to writes are lost.
fn losing(seen: &Seen) -> Response {
    match seen.line.as_str() {
        "GET /api/1/users/7/auth_factors" => {
            envelope(&json!({"auth_factors": [{"name": "OneLogin SMS", "factor_id": 1}]}))
        }
        "GET /api/2/mfa/users/7/factors" => answer(200, r#"[{"factor_id":1,"name":"A","auth_factor_name":"SMS"}]"#),
        _ => broken(),
    }
}

async fn errors(directory: &OneLogin, api: Api) -> Vec<Error> {
    let (user, device) = ("7".into(), "6120044".into());
    let code = Proof::Code("123456".into());
    let Ok(sms) = "sms".parse();
    let phone = EnrollWith::Phone { number: "+15555550123".to_owned(), extension: None, replace: false };
    let with = if api == Api::V1 { phone } else { EnrollWith::Nothing };
    let enroll = EnrollRequest { with, ..EnrollRequest::new(sms) };
    let hour = CodeRequest { lifetime: std::time::Duration::from_hours(1), reusable: false };
    vec![
        directory.enroll(&user, &enroll).await.expect_err("lost"),
        directory.challenge(&user, &device, &ChallengeRequest::default()).await.expect_err("lost"),
        directory.verify(&user, &Asked::Factor(device), &code).await.expect_err("lost"),
        directory.temporary_code(&user, &hour).await.expect_err("lost"),
    ]
}

#[tokio::test]
async fn each_write_may_have_happened_and_was_sent_once() {
    for api in [Api::V1, Api::V2] {
        let stub: Stub = tenant(losing).await;
        let errors = errors(&directory(&stub, api), api).await;
        assert!(errors.iter().all(|error| error.applied() == Applied::Perhaps), "{errors:?}");
        let writes = stub.lines().iter().filter(|line| line.starts_with("POST /api/")).count();
        assert_eq!(writes, 4);
    }
}

#[tokio::test]
async fn a_poll_of_version_1_whose_answer_is_lost_is_not_repeated() {
    let row = json!({"id": 7, "device_id": 6_120_044, "auth_factor_name": "OneLogin Protect", "state_token": "t"});
    let stub = tenant(move |seen| match seen.line.rsplit('/').next() {
        Some("trigger") => envelope(&json!([row])),
        _ => broken(),
    })
    .await;
    let directory = directory(&stub, Api::V1);
    let request = ChallengeRequest::default();
    let challenge = directory.challenge(&"7".into(), &"6120044".into(), &request).await.expect("a challenge");
    let error = directory.poll(&"7".into(), &challenge.handle).await.expect_err("lost");
    assert_eq!((error.applied(), error.retry()), (Applied::Perhaps, Retry::Never));
    assert!(error.hint().is_some_and(|hint| hint.contains("ask the factor again")));
}
