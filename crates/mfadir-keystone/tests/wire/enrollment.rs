//! New credentials.
#![expect(clippy::disallowed_methods, reason = "a backend's own tests call its writes")]

use mfadir_core::{EnrollRequest, EnrollWith, Enrollment, Error, ErrorKind, FactorType, Kind, MfaDirectory};
use mfadir_http::testing::{Stub, answer};
use secrecy::ExposeSecret;
use serde_json::json;

use super::tenant::{ADA, directory, lines, stub, usual};

async fn enroll(stub: &Stub, request: &EnrollRequest) -> Result<Enrollment, Error> {
    directory(stub).enroll(&ADA.into(), request).await
}

fn totp(with: EnrollWith) -> EnrollRequest {
    EnrollRequest { with, ..EnrollRequest::new(FactorType::of(Kind::Totp)) }
}

fn secret(secret: &str, profile: Option<&str>) -> EnrollWith {
    EnrollWith::Secret { secret: secret.into(), profile: profile.map(str::to_owned) }
}

/// The secret that the last request sent.
fn sent(stub: &Stub) -> String {
    let last = stub.seen().pop().expect("a request");
    last.body["credential"]["blob"].as_str().expect("a secret").to_owned()
}

#[tokio::test]
async fn a_made_secret_is_told_once_and_a_given_one_is_kept_to_oneself() {
    let stub = stub(usual).await;
    let made = enroll(&stub, &totp(EnrollWith::Nothing)).await.expect("a credential");
    let told = made.secret.expect("a secret");
    assert_eq!(told.secret.as_ref().expect("a text").expose_secret(), sent(&stub));
    let address = told.address.expect("an address");
    let address = address.expose_secret();
    assert!(address.starts_with("otpauth://totp/Keystone:ada?secret="), "{address}");
    let given = enroll(&stub, &totp(secret("gezd gnbv", None))).await.expect("a credential");
    assert!(given.active && given.secret.is_none());
    assert_eq!(sent(&stub), "GEZDGNBV");
}

#[tokio::test]
async fn what_the_server_would_not_keep_is_refused_before_anything_is_sent() {
    let stub = stub(usual).await;
    let labelled = EnrollRequest { label: Some("phone".to_owned()), ..totp(EnrollWith::Nothing) };
    let sms = EnrollRequest::new(FactorType::of(Kind::Sms));
    let odd = [totp(secret("not base32", None)), totp(secret("GEZDGNBV", Some("digits=8")))];
    for request in odd.into_iter().chain([labelled, sms]) {
        assert_eq!(enroll(&stub, &request).await.expect_err("refused").kind(), ErrorKind::Invalid, "{request:?}");
    }
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn nobody_gets_no_credential() {
    let nobody = json!({"error": {"code": 404, "message": "Could not find user", "title": "Not Found"}}).to_string();
    let stub = stub(move |_| answer(404, nobody.clone())).await;
    let error = enroll(&stub, &totp(EnrollWith::Nothing)).await.expect_err("nobody");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(lines(&stub), [format!("GET /v3/users/{ADA}")]);
}
