//! What completes an enrollment, and what must not.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use axum::response::Response;
use mfadir_core::{Activation, EnrollRequest, EnrollmentHandle, Error, ErrorKind, MfaDirectory, Proof, Result};
use mfadir_http::testing::{Seen, Stub, answer};
use mfadir_privacyidea::PrivacyIdea;
use serde_json::json;

use super::tenant::{ada, asked, detailed, directory, last, listed, nothing_listed, refusal, tenant};

const LOOK: &str = "GET /token/?user=ada&realm=people&serial=TOTP0001";

/// A server whose token is in this state and that answers its code so.
async fn server(
    look: impl Fn() -> Response + Clone + Send + Sync + 'static,
    code: impl Fn() -> Response + Clone + Send + Sync + 'static,
) -> Stub {
    tenant(move |seen: &Seen| match (seen.line.starts_with("GET"), seen.body.get("verify")) {
        (true, _) => look(),
        (false, Some(_)) => code(),
        (false, None) => detailed(json!(true), json!({"serial": "TOTP0001", "rollout_state": "verify"})),
    })
    .await
}

fn enrolled() -> Response {
    detailed(json!(true), json!({"serial": "TOTP0001", "rollout_state": "enrolled"}))
}

async fn begun(directory: &PrivacyIdea) -> EnrollmentHandle {
    let Ok(totp) = "totp".parse();
    directory.enroll(&ada(), &EnrollRequest::new(totp)).await.expect("a token").handle
}

async fn completed(stub: &Stub, code: &str) -> Result<Activation> {
    let directory = directory(stub);
    let handle = begun(&directory).await;
    directory.activate(&ada(), &handle, &Proof::Code(code.into())).await
}

async fn refused(stub: &Stub) -> Error {
    completed(stub, "canary-code").await.expect_err("refused")
}

#[tokio::test]
async fn the_right_code_makes_it_active_and_names_no_user() {
    let stub = server(|| listed("TOTP0001", "verify"), enrolled).await;
    let active = completed(&stub, "123456").await.expect("active");
    assert_eq!(active, Activation::Active("TOTP0001".into()));
    let sent = json!({"type": "totp", "serial": "TOTP0001", "verify": "123456"});
    assert_eq!((asked(&stub)[1].as_str(), last(&stub)), (LOOK, ("POST /token/init".to_owned(), sent)));
}

#[tokio::test]
async fn a_wrong_code_is_a_wrong_proof_and_is_not_repeated() {
    let wrong = || refusal(400, 905, "ERR905: Verification of the new token failed. canary-code");
    let stub = server(|| listed("TOTP0001", "verify"), wrong).await;
    let error = refused(&stub).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::WrongProof, Some("905")));
    assert!(!format!("{error} {error:?}").contains("canary"));
}

#[tokio::test]
async fn a_token_that_is_gone_is_not_made_anew() {
    let stub = server(nothing_listed, enrolled).await;
    assert_eq!(refused(&stub).await.kind(), ErrorKind::NotFound);
    let another = server(|| listed("TOTP0002", "verify"), enrolled).await;
    assert_eq!(refused(&another).await.kind(), ErrorKind::NotFound);
    for stub in [stub, another] {
        assert_eq!(asked(&stub).last().map(String::as_str), Some(LOOK), "no code is sent");
    }
}

#[tokio::test]
async fn a_token_that_waits_for_no_code_is_sent_none() {
    for state in ["enrolled", "", "clientwait", "failed"] {
        let stub = server(move || listed("TOTP0001", state), enrolled).await;
        assert_eq!(refused(&stub).await.kind(), ErrorKind::Conflict, "{state}");
        assert_eq!(asked(&stub).len(), 2, "{state}");
    }
}

#[tokio::test]
async fn a_success_of_another_state_activates_nothing() {
    let stub = server(
        || listed("TOTP0001", "verify"),
        || detailed(json!(true), json!({"serial": "TOTP0001", "rollout_state": "verify"})),
    )
    .await;
    assert_eq!(refused(&stub).await.kind(), ErrorKind::Unexpected);
    let stub = server(|| listed("TOTP0001", "verify"), || answer(200, "<html>")).await;
    assert_eq!(refused(&stub).await.kind(), ErrorKind::Unexpected);
}

#[tokio::test]
async fn an_empty_code_and_another_users_handle_are_not_sent() {
    let stub = server(|| listed("TOTP0001", "verify"), enrolled).await;
    assert_eq!(completed(&stub, " ").await.expect_err("empty").kind(), ErrorKind::WrongProof);
    let directory = directory(&stub);
    let handle = begun(&directory).await;
    let error = directory.activate(&"alan@people".into(), &handle, &Proof::Code("123456".into())).await;
    assert_eq!(error.expect_err("Ada's").kind(), ErrorKind::NotFound);
    assert_eq!(asked(&stub).len(), 2, "two enrollments, and nothing more");
}
