//! Version 2: registrations, in all the shapes that they come in.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use axum::response::Response;
use mfadir_core::{Activation, EnrollRequest, EnrollWith, Enrollment, ErrorKind, Expects, MfaDirectory, Proof, Result};
use mfadir_http::testing::{Seen, answer, clock};
use mfadir_onelogin::{Api, OneLogin};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::tenant::{asked, directory, directory_at, last, tenant};

const UUID: &str = "6d2f0c1e-7a54-4f0b-9a53-2f1b8e0d4c11";
const ONE: &str = "/api/2/mfa/users/7/registrations/6d2f0c1e-7a54-4f0b-9a53-2f1b8e0d4c11";

fn registration() -> Value {
    json!({
        "id": UUID, "status": "pending", "auth_factor_name": "Google Authenticator",
        "type_display_name": "Authenticator", "expires_at": "2026-01-15T09:32:00Z",
        "factor_data": {"verification_token": "CANARYSECRET", "totp_url": "otpauth://totp/a?secret=CANARYSECRET"},
    })
}

/// An account that offers an app and a text message; a registration is begun like this, and then stands like that.
fn serve(seen: &Seen, begun: &Value, stands: &Value) -> Response {
    match seen.line.as_str() {
        "GET /api/2/mfa/users/7/factors" => {
            let app = json!({"factor_id": 58114, "name": "App", "auth_factor_name": "Google Authenticator"});
            let sms = json!({"factor_id": 58115, "name": "Text", "auth_factor_name": "SMS"});
            answer(200, json!([app, sms]).to_string())
        }
        "POST /api/2/mfa/users/7/registrations" => answer(201, begun.to_string()),
        _ => answer(200, stands.to_string()),
    }
}

async fn enroll(directory: &OneLogin, kind: &str) -> Result<Enrollment> {
    let Ok(wanted) = kind.parse();
    directory.enroll(&"7".into(), &EnrollRequest::new(wanted)).await
}

#[tokio::test]
async fn an_object_and_a_list_of_one_are_the_same() {
    for begun in [registration(), json!([registration()])] {
        let stub = tenant(move |seen| serve(seen, &begun, &Value::Null)).await;
        let enrollment = enroll(&directory(&stub, Api::V2), "totp@google").await.expect("an enrollment");
        assert_eq!((enrollment.factor, enrollment.active, enrollment.expects), (None, false, Expects::Code));
        let secret = enrollment.secret.expect("a secret");
        assert_eq!(secret.secret.as_ref().map(ExposeSecret::expose_secret), Some("CANARYSECRET"));
        assert!(!format!("{secret:?}").contains("CANARY"));
        let asked_for = ["GET /api/2/mfa/users/7/factors", "POST /api/2/mfa/users/7/registrations"];
        assert_eq!(asked(&stub), asked_for);
        let sent = json!({"factor_id": 58114, "display_name": "App", "expires_in": "120", "verified": false});
        assert_eq!(last(&stub).1, sent);
    }
}

/// What a code comes to where the registration stands like this then, after so much time.
async fn completed(stands: Value, after: Duration) -> Result<Activation> {
    let stub = tenant(move |seen| serve(seen, &registration(), &stands)).await;
    let clock = clock();
    let directory = directory_at(&stub, Api::V2, clock.clone());
    let begun = enroll(&directory, "totp").await.expect("an enrollment");
    clock.advance(after);
    let activation = directory.activate(&"7".into(), &begun.handle, &Proof::Code("012345".into())).await;
    assert_eq!(last(&stub), (format!("PUT {ONE}"), json!({"otp": "012345"})));
    activation
}

#[tokio::test]
async fn the_right_code_activates_a_wrong_one_leaves_it_pending() {
    let now = Duration::ZERO;
    let accepted = json!({"id": UUID, "status": "accepted", "device_id": "6120060"});
    assert_eq!(completed(accepted, now).await.expect("active"), Activation::Active("6120060".into()));
    let wrong = completed(json!({"id": UUID, "status": "pending"}), now).await.expect_err("a wrong code");
    assert_eq!(wrong.kind(), ErrorKind::WrongProof);
    let rejected = json!({"id": UUID, "status": "rejected"});
    assert_eq!(completed(rejected.clone(), now).await.expect("an answer"), Activation::Refused);
    let late = completed(rejected, Duration::from_mins(2)).await;
    assert_eq!(late.expect("an answer"), Activation::Expired);
    let nameless = completed(json!({"id": UUID, "status": "accepted"}), now).await.expect_err("no device");
    assert_eq!(nameless.kind(), ErrorKind::Unexpected);
}

#[tokio::test]
async fn polling_only_reads() {
    let stub = tenant(|seen| serve(seen, &registration(), &json!({"id": UUID, "status": "pending"}))).await;
    let directory = directory(&stub, Api::V2);
    let begun = enroll(&directory, "totp").await.expect("an enrollment");
    let waiting = directory.poll_enrollment(&"7".into(), &begun.handle).await.expect("an answer");
    assert!(matches!(waiting, Activation::Waiting { poll_after: Some(_) }));
    assert_eq!(last(&stub).0, format!("GET {ONE}"));
}

#[tokio::test]
async fn a_number_or_an_address_of_ones_own_is_refused() {
    let stub = tenant(|seen| serve(seen, &registration(), &Value::Null)).await;
    let directory = directory(&stub, Api::V2);
    let phone = EnrollWith::Phone { number: "+15555550123".to_owned(), extension: None, replace: false };
    for with in [phone, EnrollWith::Email { address: "a@example.com".to_owned() }] {
        let Ok(sms) = "sms".parse();
        let request = EnrollRequest { with, ..EnrollRequest::new(sms) };
        let error = directory.enroll(&"7".into(), &request).await.expect_err("refused");
        assert_eq!((error.kind(), asked(&stub).len()), (ErrorKind::Invalid, 0));
    }
}

#[tokio::test]
async fn version_2_sends_nothing_again() {
    let stub = tenant(|seen| serve(seen, &registration(), &Value::Null)).await;
    let directory = directory(&stub, Api::V2);
    let begun = enroll(&directory, "totp").await.expect("an enrollment");
    let error = directory.resend(&"7".into(), &begun.handle).await.expect_err("not offered");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}

#[tokio::test]
async fn what_is_accepted_at_once_is_active() {
    let begun = json!({"id": UUID, "status": "accepted", "device_id": 6_120_060, "auth_factor_name": "SMS"});
    let stub = tenant(move |seen| serve(seen, &begun, &Value::Null)).await;
    let enrollment = enroll(&directory(&stub, Api::V2), "sms").await.expect("an enrollment");
    assert_eq!((enrollment.factor, enrollment.active), (Some("6120060".into()), true));
    assert_eq!((enrollment.expects, enrollment.expires_at), (Expects::Nothing, None));
}
