//! How far enrollments are that are completed elsewhere.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use axum::response::Response;
use mfadir_core::{Activation, EnrollRequest, ErrorKind, Expects, MfaDirectory, Result};
use serde_json::json;

use super::tenant::{ada, detailed, directory, listed, nothing_listed, tenant};

async fn polled(look: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Result<Activation> {
    let detail = json!({"serial": "PIPU01", "rollout_state": "clientwait", "pushurl": {"value": "otpauth://pipush/x"}});
    let stub = tenant(move |seen| match seen.line.as_str() {
        "POST /token/init" => detailed(json!(true), detail.clone()),
        _ => look(),
    })
    .await;
    let directory = directory(&stub);
    let Ok(push) = "push".parse();
    let enrollment = directory.enroll(&ada(), &EnrollRequest::new(push)).await.expect("a token");
    assert_eq!(
        (enrollment.expects, enrollment.active, enrollment.poll_after.is_some()),
        (Expects::Approval, false, true)
    );
    directory.poll_enrollment(&ada(), &enrollment.handle).await
}

#[tokio::test]
async fn the_state_of_the_token_tells() {
    for state in ["clientwait", "pending", "verify", "something new"] {
        let waiting = polled(move || listed("PIPU01", state)).await.expect("a state");
        assert!(matches!(waiting, Activation::Waiting { poll_after: Some(_) }), "{state}");
    }
    for state in ["enrolled", ""] {
        let active = polled(move || listed("PIPU01", state)).await.expect("a state");
        assert_eq!(active, Activation::Active("PIPU01".into()), "{state}");
    }
    for state in ["denied", "failed", "broken"] {
        assert_eq!(polled(move || listed("PIPU01", state)).await.expect("a state"), Activation::Refused, "{state}");
    }
}

#[tokio::test]
async fn a_token_that_is_gone_is_not_active() {
    assert_eq!(polled(nothing_listed).await.expect_err("gone").kind(), ErrorKind::NotFound);
    assert_eq!(polled(|| listed("PIPU02", "enrolled")).await.expect_err("another").kind(), ErrorKind::NotFound);
}
