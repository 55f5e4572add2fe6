//! Proofs that are handed in. A wrong one is a success of the request: nothing but the value tells.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use axum::response::Response;
use mfadir_core::{Applied, Asked, ChallengeRequest, Error, ErrorKind, MfaDirectory, Proof, Result, Verification};
use mfadir_http::testing::{Stub, answer, clock};
use serde_json::json;

use super::tenant::{ada, asked, checked, detailed, directory, directory_at, last, refusal, tenant, value};

async fn verify(stub: &Stub, code: &str) -> Result<Verification> {
    directory(stub).verify(&ada(), &Asked::Factor("TOTP-01".into()), &Proof::Code(code.into())).await
}

async fn refused(response: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Error {
    let stub = tenant(move |_| response()).await;
    let error = verify(&stub, "canary-code").await.expect_err("refused");
    assert_eq!(asked(&stub).len(), 1, "a proof is handed in once");
    error
}

#[tokio::test]
async fn a_code_goes_to_one_token_of_the_users_as_it_is() {
    let stub = tenant(|_| checked(true, "ACCEPT", "matching 1 tokens")).await;
    let verification = verify(&stub, "1234 453925").await.expect("accepted");
    assert_eq!(verification.factor, Some("TOTP-01".into()));
    let body = json!({"user": "ada", "realm": "people", "serial": "TOTP-01", "pass": "1234 453925"});
    assert_eq!(last(&stub), ("POST /validate/check".to_owned(), body));
    let seen = stub.seen().pop().expect("a request");
    assert_eq!(seen.header("accept-language"), "en");
}

#[tokio::test]
async fn an_answer_names_the_transaction() {
    let row = json!({"serial": "SMS-03", "transaction_id": "0978", "type": "sms", "client_mode": "interactive"});
    let stub = tenant(move |seen| match seen.line.as_str() {
        "POST /validate/check" => checked(true, "ACCEPT", "Found matching challenge"),
        _ => detailed(json!(1), json!({"multi_challenge": [row]})),
    })
    .await;
    let directory = directory(&stub);
    let challenge = directory.challenge(&ada(), &"SMS-03".into(), &ChallengeRequest::default()).await;
    let asked = Asked::Challenge(challenge.expect("a challenge").handle);
    let verification = directory.verify(&ada(), &asked, &Proof::Code("453925".into())).await.expect("accepted");
    assert_eq!(verification.transaction.as_deref(), Some("0978"));
    let body = last(&stub).1;
    assert_eq!((&body["transaction_id"], &body["serial"]), (&json!("0978"), &json!("SMS-03")));
    let anothers = directory.verify(&"alan@people".into(), &asked, &Proof::Code("453925".into())).await;
    assert_eq!(anothers.expect_err("Ada's").kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_success_of_the_request_is_no_success_of_the_code() {
    let told = [
        ("wrong otp value", ErrorKind::WrongProof),
        ("wrong otp pin", ErrorKind::WrongProof),
        ("Response did not match the challenge.", ErrorKind::WrongProof),
        ("wrong otp value. previous otp used again", ErrorKind::WrongProof),
        ("", ErrorKind::WrongProof),
        ("Failcounter exceeded", ErrorKind::Locked),
        ("Token is disabled", ErrorKind::Conflict),
        ("Outside validity period", ErrorKind::Expired),
        ("Token is not yet enrolled", ErrorKind::Conflict),
    ];
    for (message, kind) in told {
        let error = refused(move || checked(false, "REJECT", message)).await;
        assert_eq!((error.kind(), error.applied()), (kind, Applied::No), "{message}");
        assert!(!format!("{error} {error:?}").contains("canary"), "{message}");
    }
    let again = refused(|| checked(false, "REJECT", "wrong otp value. previous otp used again")).await;
    assert!(again.message().contains("used already"), "{again}");
    let locked = refused(|| checked(false, "REJECT", "Failcounter exceeded")).await;
    assert!(locked.hint().is_some_and(|hint| hint.contains("user unlock")));
}

#[tokio::test]
async fn another_challenge_instead_of_an_answer_proves_nothing() {
    for accepted in [true, false] {
        let error = refused(move || checked(accepted, "CHALLENGE", "Which town?")).await;
        assert_eq!(error.kind(), ErrorKind::Conflict);
        assert!(error.message().contains("Which town?"), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_does_not_say_so_proves_nothing() {
    for body in ["", "{}", "null", "<html>", r#"{"result":{"status":true}}"#, r#"{"result":{"value":true}}"#] {
        assert_eq!(refused(move || answer(200, body)).await.kind(), ErrorKind::Unexpected, "{body}");
    }
    assert_eq!(refused(|| value(json!("true"))).await.kind(), ErrorKind::Unexpected);
    assert_eq!(refused(|| value(json!(1))).await.kind(), ErrorKind::Unexpected);
    assert_eq!(refused(|| checked(true, "REJECT", "")).await.kind(), ErrorKind::Unexpected);
}

#[tokio::test]
async fn whose_token_it_is_stands_in_the_words_alone() {
    let anothers = refused(|| refusal(400, 905, "ERR905: Given serial does not belong to given user!")).await;
    assert_eq!(anothers.kind(), ErrorKind::NotFound);
    assert_eq!(refused(|| refusal(400, 905, "ERR905: Missing parameter")).await.kind(), ErrorKind::Invalid);
    assert_eq!(refused(|| refusal(400, 1007, "ERR1007: the token is locked")).await.kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn what_would_be_read_as_something_else_is_not_sent() {
    let stub = tenant(|_| checked(true, "ACCEPT", "")).await;
    for code in ["", "  ", &"5".repeat(300)] {
        assert_eq!(verify(&stub, code).await.expect_err(code).kind(), ErrorKind::WrongProof);
    }
    let unasked = Asked::Factor("QUST01".into());
    let error = directory(&stub).verify(&ada(), &unasked, &Proof::Answer("blue".into())).await.expect_err("unasked");
    assert_eq!(error.kind(), ErrorKind::Conflict);
    for serial in ["", "*", "A,B", ".."] {
        let asked = Asked::Factor(serial.into());
        let error = directory(&stub).verify(&ada(), &asked, &Proof::Code("1".into())).await.expect_err(serial);
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn a_wrong_code_after_the_end_of_the_challenge_came_too_late() {
    let row = json!({"serial": "SMS-03", "transaction_id": "0978", "type": "sms"});
    let stub = tenant(move |seen| match seen.line.as_str() {
        "POST /validate/check" => checked(false, "REJECT", "wrong otp pin"),
        _ => detailed(json!(1), json!({"multi_challenge": [row]})),
    })
    .await;
    let clock = clock();
    let directory = directory_at(&stub, clock.clone());
    let challenge = directory.challenge(&ada(), &"SMS-03".into(), &ChallengeRequest::default()).await;
    let asked = Asked::Challenge(challenge.expect("a challenge").handle);
    let code = Proof::Code("453925".into());
    let kind = async || directory.verify(&ada(), &asked, &code).await.expect_err("refused").kind();
    assert_eq!(kind().await, ErrorKind::WrongProof);
    clock.advance(Duration::from_mins(2));
    assert_eq!(kind().await, ErrorKind::Expired);
}
