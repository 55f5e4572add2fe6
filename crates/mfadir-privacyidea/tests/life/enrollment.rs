//! New tokens, and what is made of their answers.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use axum::response::Response;
use mfadir_core::{Applied, EnrollRequest, EnrollWith, Enrollment, Error, ErrorKind, Expects, MfaDirectory, Result};
use mfadir_http::testing::{Stub, answer};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::tenant::{ada, asked, detailed, directory, last, refusal, tenant};

const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const KEY: &str = "3132333435363738393031323334353637383930";

fn wanted(kind: &str, with: EnrollWith) -> EnrollRequest {
    let Ok(factor_type) = kind.parse();
    EnrollRequest { with, ..EnrollRequest::new(factor_type) }
}

fn phone(number: &str) -> EnrollWith {
    EnrollWith::Phone { number: number.to_owned(), extension: None, replace: false }
}

fn secret(profile: Option<&str>) -> EnrollWith {
    EnrollWith::Secret { secret: SECRET.into(), profile: profile.map(str::to_owned) }
}

/// A server that makes every token like this.
async fn making(detail: Value) -> Stub {
    tenant(move |_| detailed(json!(true), detail.clone())).await
}

fn otp(key: &str, state: &str) -> Value {
    json!({
        "serial": "TOTP0001", "rollout_state": state,
        "otpkey": {"value": format!("seed://{key}"), "value_b32": SECRET},
        "googleurl": {"value": format!("otpauth://totp/TOTP0001?secret={SECRET}")},
    })
}

async fn enroll(stub: &Stub, request: &EnrollRequest) -> Result<Enrollment> {
    directory(stub).enroll(&ada(), request).await
}

fn told(enrollment: &Enrollment) -> (Option<String>, Option<String>) {
    let secret = enrollment.secret.clone();
    let text = |text: Option<secrecy::SecretString>| text.map(|text| text.expose_secret().to_owned());
    secret.map_or((None, None), |secret| (text(secret.secret), text(secret.address)))
}

#[tokio::test]
async fn a_token_of_the_servers_own_secret_tells_it_once_and_is_good_at_once() {
    let stub = making(otp(KEY, "enrolled")).await;
    let request = EnrollRequest { label: Some("phone".to_owned()), ..wanted("totp", EnrollWith::Nothing) };
    let enrollment = enroll(&stub, &request).await.expect("a token");
    let body = json!({"type": "totp", "user": "ada", "realm": "people", "genkey": true, "description": "phone"});
    assert_eq!(last(&stub), ("POST /token/init".to_owned(), body));
    assert_eq!((enrollment.active, enrollment.expects, asked(&stub).len()), (true, Expects::Nothing, 1));
    assert_eq!(enrollment.factor, Some("TOTP0001".into()));
    assert_eq!(told(&enrollment).0.as_deref(), Some(SECRET));
    assert!(told(&enrollment).1.is_some_and(|address| address.starts_with("otpauth://")));
    assert!(!format!("{enrollment:?}").contains(SECRET));
}

#[tokio::test]
async fn a_policy_that_wants_a_proof_leaves_it_pending_even_where_none_was_wanted() {
    let stub = making(otp(KEY, "verify")).await;
    let request = EnrollRequest { activate: true, ..wanted("totp", EnrollWith::Nothing) };
    let enrollment = enroll(&stub, &request).await.expect("a token");
    assert_eq!((enrollment.active, enrollment.expects), (false, Expects::Code));
}

#[tokio::test]
async fn our_own_secret_goes_in_hexadecimal_with_its_profile() {
    let stub = making(otp(KEY, "enrolled")).await;
    let request = wanted("totp", secret(Some("algorithm=SHA256&digits=8&period=60")));
    let enrollment = enroll(&stub, &request).await.expect("a token");
    let body = last(&stub).1;
    assert_eq!(body["otpkey"], KEY);
    assert_eq!((&body["hashlib"], &body["otplen"], &body["timeStep"]), (&json!("sha256"), &json!("8"), &json!("60")));
    assert!(body.get("genkey").is_none() && enrollment.secret.is_none());
}

#[tokio::test]
async fn a_server_that_makes_a_secret_of_its_own_instead_is_not_believed() {
    let stub = making(otp("ff00", "enrolled")).await;
    let error = enroll(&stub, &wanted("hotp", secret(None))).await.expect_err("another secret");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Conflict, Applied::Perhaps));
    assert!(error.message().contains("TOTP0001"), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("hotp_force_server_generate")));
    assert!(!format!("{error} {error:?}").contains("ff00"));
}

#[tokio::test]
async fn a_phone_has_a_number_or_that_of_the_directory_and_no_secret_is_told() {
    let stub = making(otp(KEY, "verify")).await;
    let enrollment = enroll(&stub, &wanted("sms", phone("+15555550177"))).await.expect("a token");
    assert_eq!((&last(&stub).1["phone"], enrollment.secret.is_none()), (&json!("+15555550177"), true));
    enroll(&stub, &wanted("sms", EnrollWith::Nothing)).await.expect("a token");
    assert_eq!(last(&stub).1["dynamic_phone"], true);
    let address = EnrollWith::Email { address: "ada@example.com".to_owned() };
    enroll(&stub, &wanted("email", address)).await.expect("a token");
    assert_eq!(last(&stub).1["email"], "ada@example.com");
}

#[tokio::test]
async fn codes_and_addresses_come_where_each_kind_tells_them() {
    let told_by = async |kind: &str, detail: Value| {
        let stub = making(detail).await;
        told(&enroll(&stub, &wanted(kind, EnrollWith::Nothing)).await.expect("a token"))
    };
    let push = json!({"serial": "P", "rollout_state": "clientwait", "pushurl": {"value": "otpauth://pipush/P"}});
    assert_eq!(told_by("push", push).await, (None, Some("otpauth://pipush/P".to_owned())));
    let tan = json!({"serial": "T", "otps": {"0": "111111", "1": "222222"}});
    assert_eq!(told_by("recovery-code", tan).await.0.as_deref(), Some("111111 222222"));
    let registration = json!({"serial": "R", "registrationcode": "once", "otpkey": {"value": "seed://once"}});
    assert_eq!(told_by("temporary-code", registration).await.0.as_deref(), Some("once"));
}

#[tokio::test]
async fn a_question_goes_with_its_answer_and_the_answer_comes_back_nowhere() {
    let stub = tenant(|_| refusal(400, 301, "ERR301: canary-answer is one; you need at least 5 answers.")).await;
    let with = EnrollWith::Question { question: "Which colour?".to_owned(), answer: "canary-answer".into() };
    let error = enroll(&stub, &wanted("security-question", with)).await.expect_err("too few");
    assert_eq!(last(&stub).1["questions"], json!({"Which colour?": "canary-answer"}));
    assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
}

#[tokio::test]
async fn what_cannot_be_made_is_not_asked_for() {
    let stub = making(otp(KEY, "enrolled")).await;
    let extension =
        EnrollWith::Phone { number: "+15555550177".to_owned(), extension: Some("7".into()), replace: false };
    let odd = [
        wanted("voice", phone("+15555550177")),
        wanted("retina", EnrollWith::Nothing),
        wanted("totp@google", EnrollWith::Nothing),
        wanted("sms", phone("5555550177")),
        wanted("sms", extension),
        wanted("totp", phone("+15555550177")),
        wanted("totp", EnrollWith::Secret { secret: "not base32!".into(), profile: None }),
        wanted("totp", secret(Some("digits=7"))),
        wanted("email", EnrollWith::Email { address: "nobody".to_owned() }),
        wanted("security-question", EnrollWith::Nothing),
        EnrollRequest { template: Some("t".to_owned()), ..wanted("totp", EnrollWith::Nothing) },
    ];
    for request in odd {
        let error = enroll(&stub, &request).await.expect_err("refused");
        assert_eq!((error.kind(), error.applied()), (ErrorKind::Invalid, Applied::No), "{request:?}");
    }
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn refusals_say_whose_fault_it_is() {
    let kind = async |refusal: fn() -> Response| {
        let stub = tenant(move |_| refusal()).await;
        let error: Error = enroll(&stub, &wanted("push", EnrollWith::Nothing)).await.expect_err("refused");
        (error.kind(), error.applied())
    };
    let policy = || refusal(403, 303, "Missing enrollment policy for push token: push_firebase_configuration");
    assert_eq!(kind(policy).await, (ErrorKind::Forbidden, Applied::No));
    assert_eq!(kind(|| refusal(400, 904, "The user can not be found")).await, (ErrorKind::NotFound, Applied::No));
    assert_eq!(kind(|| answer(200, "<html>")).await, (ErrorKind::Unexpected, Applied::Perhaps));
    assert_eq!(kind(|| detailed(json!(true), json!({}))).await, (ErrorKind::Unexpected, Applied::Perhaps));
}

#[tokio::test]
async fn nobody_and_everybody_get_no_token() {
    let stub = making(otp(KEY, "enrolled")).await;
    for id in ["", "@people", "me", "..", "ada@elsewhere", "nobody", " @people"] {
        let error = directory(&stub).enroll(&id.into(), &wanted("totp", EnrollWith::Nothing)).await.expect_err(id);
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
    assert!(stub.lines().is_empty());
}
