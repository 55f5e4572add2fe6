//! New factors, from the start to the proof.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use mfadir_core::{
    Activation, Applied, EnrollRequest, EnrollWith, Enrollment, EnrollmentHandle, Error, ErrorKind, Expects,
    FactorType, MfaDirectory, Proof, Retry,
};
use mfadir_http::testing::{Stub, answer};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::tenant::{ADA, directory, found, refusal};

fn wanted(factor: &str, with: EnrollWith) -> EnrollRequest {
    let Ok(factor) = factor.parse::<FactorType>();
    EnrollRequest { with, ..EnrollRequest::new(factor) }
}

fn phone(replace: bool) -> EnrollWith {
    EnrollWith::Phone { number: "+15555550123".to_owned(), extension: None, replace }
}

fn factors() -> String {
    format!("/api/v1/users/{ADA}/factors")
}

fn link(rest: &str) -> Value {
    json!({"href": format!("{}{rest}", factors()), "hints": {"allow": ["POST"]}})
}

fn sms() -> Value {
    json!({"id": "mbl1", "factorType": "sms", "provider": "OKTA", "status": "PENDING_ACTIVATION",
           "profile": {"phoneNumber": "+15555550123"}, "_links": {"resend": [link("/mbl1/resend")]}})
}

fn push() -> Value {
    let picture = json!({"href": "https://acme.okta.com/qr/00token", "type": "image/png"});
    let activation = json!({"expiresAt": "2026-01-15T09:35:00.000Z", "factorResult": "WAITING",
                            "_links": {"qrcode": picture}});
    json!({"id": "opf1", "factorType": "push", "provider": "OKTA", "status": "PENDING_ACTIVATION",
           "_links": {"poll": link("/opf1/lifecycle/activate/poll")}, "_embedded": {"activation": activation}})
}

async fn enroll(stub: &Stub, wanted: &EnrollRequest) -> Result<Enrollment, Error> {
    directory(stub).enroll(&ADA.into(), wanted).await
}

async fn begun(row: Value, wanted: &EnrollRequest) -> (Stub, Enrollment) {
    let stub = Stub::new(move |_| found(&row)).await;
    let enrollment = enroll(&stub, wanted).await.expect("an enrollment");
    (stub, enrollment)
}

/// A pending SMS of a tenant that then answers as told.
async fn pending(answers: impl Fn() -> axum::response::Response + Clone + Send + Sync + 'static) -> (Stub, Enrollment) {
    let stub = Stub::new(
        move |seen| if seen.line.contains('1') && seen.line.contains("mbl1") { answers() } else { found(&sms()) },
    );
    let stub = stub.await;
    let enrollment = enroll(&stub, &wanted("sms", phone(false))).await.expect("an enrollment");
    (stub, enrollment)
}

async fn activate(stub: &Stub, handle: &EnrollmentHandle, code: &str) -> Result<Activation, Error> {
    directory(stub).activate(&ADA.into(), handle, &Proof::Code(code.into())).await
}

#[tokio::test]
async fn what_is_asked_for_stands_where_okta_reads_it() {
    let request = EnrollRequest {
        activate: true,
        language: Some("fr".to_owned()),
        template: Some("cst1".to_owned()),
        ..wanted("sms", phone(true))
    };
    let row = json!({"id": "sms1", "factorType": "sms", "provider": "OKTA", "status": "ACTIVE"});
    let (stub, enrollment) = begun(row, &request).await;
    let seen = &stub.seen()[0];
    assert_eq!(seen.line, format!("POST {}?updatePhone=true&templateId=cst1&activate=true", factors()));
    assert_eq!(seen.header("accept-language"), "fr");
    let body = json!({"factorType": "sms", "provider": "OKTA", "profile": {"phoneNumber": "+15555550123"}});
    assert_eq!(seen.body, body);
    assert!(enrollment.active && enrollment.expects == Expects::Nothing);
    let mail = EnrollWith::Email { address: "ada@example.com".to_owned() };
    let mail = EnrollRequest { lifetime: Some(Duration::from_mins(10)), ..wanted("email", mail) };
    enroll(&stub, &mail).await.expect("an enrollment");
    assert_eq!(stub.lines()[1], format!("POST {}?tokenLifetimeSeconds=600", factors()));
}

#[tokio::test]
async fn nothing_is_sent_for_what_okta_cannot_enroll() {
    let stub = Stub::new(|_| found(&sms())).await;
    let number = EnrollWith::Phone { number: "0555".to_owned(), extension: None, replace: false };
    let refused = [wanted("device-key", EnrollWith::Nothing), wanted("sms", number), wanted("email", phone(false))];
    for wanted in refused {
        assert_eq!(enroll(&stub, &wanted).await.expect_err("refused").kind(), ErrorKind::Invalid);
    }
    let nobody = directory(&stub).enroll(&"me".into(), &wanted("push", EnrollWith::Nothing)).await;
    assert_eq!(nobody.expect_err("no id").kind(), ErrorKind::NotFound);
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn an_app_gets_its_secret_once_and_nothing_else_shows_it() {
    let activation = json!({"timeStep": 30, "sharedSecret": "CANARY7CANARY7AA", "encoding": "base32", "keyLength": 16});
    let row = json!({"id": "ost1", "factorType": "token:software:totp", "provider": "OKTA",
                     "status": "PENDING_ACTIVATION", "profile": {"credentialId": "ada@example.com"},
                     "_embedded": {"activation": activation}});
    let (_, enrollment) = begun(row, &wanted("totp", EnrollWith::Nothing)).await;
    let secret = enrollment.secret.as_ref().expect("a secret");
    assert_eq!(secret.secret.as_ref().map(ExposeSecret::expose_secret), Some("CANARY7CANARY7AA"));
    let address = secret.address.as_ref().expect("an address").expose_secret();
    assert!(address.starts_with("otpauth://totp/127.0.0.1:ada@example.com?secret=CANARY7CANARY7AA"), "{address}");
    assert_eq!(enrollment.expects, Expects::Code);
    assert!(!format!("{enrollment:?}").contains("CANARY"));
}

#[tokio::test]
async fn a_code_completes_it_and_a_wrong_one_does_not() {
    let active = json!({"id": "sms1", "factorType": "sms", "provider": "OKTA", "status": "ACTIVE"});
    let (stub, enrollment) = pending(move || found(&active)).await;
    let done = activate(&stub, &enrollment.handle, " 123 456").await.expect("active");
    assert_eq!(done, Activation::Active("sms1".into()));
    let seen = stub.seen().pop().expect("a request");
    assert_eq!(seen.line, format!("POST {}/mbl1/lifecycle/activate", factors()));
    assert_eq!(seen.body, json!({"passCode": "123456"}));
    let (stub, enrollment) = pending(|| refusal(403, "E0000068", "Invalid Passcode/Answer 123456")).await;
    let error = activate(&stub, &enrollment.handle, "123456").await.expect_err("wrong");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::WrongProof, Applied::No));
    assert!(!format!("{error} {error:?}").contains("123456"));
    let (stub, enrollment) = pending(|| found(&sms())).await;
    let waiting = activate(&stub, &enrollment.handle, "123456").await.expect("still pending");
    assert!(matches!(waiting, Activation::Waiting { .. }));
}

#[tokio::test]
async fn a_late_code_and_one_too_many_are_told_apart() {
    let (stub, enrollment) = pending(|| refusal(403, "E0000083", "late")).await;
    assert_eq!(activate(&stub, &enrollment.handle, "123456").await.expect("an answer"), Activation::Expired);
    let (stub, enrollment) = pending(|| refusal(429, "E0000047", "too many")).await;
    let error = activate(&stub, &enrollment.handle, "123456").await.expect_err("too many");
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Throttled, Retry::After(Duration::from_mins(5))));
}

#[tokio::test]
async fn a_code_is_sent_again_to_where_it_went() {
    let request = EnrollRequest { template: Some("cst1".to_owned()), ..wanted("sms", phone(false)) };
    let (stub, enrollment) = begun(sms(), &request).await;
    let again = directory(&stub).resend(&ADA.into(), &enrollment.handle).await.expect("sent again");
    let seen = stub.seen().pop().expect("a request");
    assert_eq!(seen.line, format!("POST {}/mbl1/resend?templateId=cst1", factors()));
    let body = json!({"factorType": "sms", "provider": "OKTA", "profile": {"phoneNumber": "+15555550123"}});
    assert_eq!((seen.body, again.factor), (body, Some("mbl1".into())));
    let (stub, enrollment) = pending(|| refusal(429, "E0000109", "An SMS message was recently sent")).await;
    let soon = directory(&stub).resend(&ADA.into(), &enrollment.handle).await.expect_err("too soon");
    assert_eq!(soon.retry(), Retry::After(Duration::from_secs(30)));
    assert!(soon.hint().is_some_and(|hint| hint.contains("30 s")));
}

#[tokio::test]
async fn an_answer_that_was_lost_may_have_been_an_enrollment() {
    for status in [500, 502, 200] {
        let stub = Stub::new(move |_| answer(status, "<html>")).await;
        let error = enroll(&stub, &wanted("push", EnrollWith::Nothing)).await.expect_err("lost");
        assert_eq!(error.applied(), Applied::Perhaps, "{status}");
    }
    let stub = Stub::new(|_| refusal(400, "E0000001", "Api validation failed: factorEnrollRequest")).await;
    let error = enroll(&stub, &wanted("push", EnrollWith::Nothing)).await.expect_err("refused");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Invalid, Applied::No));
}

#[tokio::test]
async fn a_push_is_polled_where_okta_says_until_it_ends() {
    let ends = [
        (json!({"factorResult": "WAITING"}), None),
        (json!({"factorResult": "TIMEOUT"}), Some(Activation::Expired)),
        (json!({"factorResult": "CANCELLED"}), Some(Activation::Refused)),
        (json!({"id": "opf1", "factorType": "push", "status": "ACTIVE"}), Some(Activation::Active("opf1".into()))),
    ];
    for (state, expected) in ends {
        let row = state.clone();
        let stub = Stub::new(move |seen| found(&if seen.line.ends_with("/poll") { row.clone() } else { push() })).await;
        let enrollment = enroll(&stub, &wanted("push", EnrollWith::Nothing)).await.expect("an enrollment");
        assert_eq!((enrollment.expects, enrollment.poll_after), (Expects::Approval, Some(Duration::from_secs(4))));
        assert!(enrollment.secret.as_ref().is_some_and(|secret| secret.address.is_some()));
        assert_eq!(enrollment.expires_at.map(|at| at.to_string()).as_deref(), Some("2026-01-15T09:35:00Z"));
        let polled = directory(&stub).poll_enrollment(&ADA.into(), &enrollment.handle).await.expect("a state");
        assert_eq!(stub.lines()[1], format!("POST {}/opf1/lifecycle/activate/poll", factors()));
        match expected {
            Some(expected) => assert_eq!(polled, expected, "{state}"),
            None => assert!(matches!(polled, Activation::Waiting { .. }), "{state}"),
        }
    }
}

#[tokio::test]
async fn a_link_to_somebody_else_is_not_followed() {
    for elsewhere in
        ["https://example.com/api/v1/users/x", "/api/v1/users/00u9a2b3c4d5e6F7G0h7/factors/opf1", "/api/v1/apps"]
    {
        let row = json!({"id": "opf1", "factorType": "push", "status": "PENDING_ACTIVATION",
                         "_links": {"poll": {"href": elsewhere}}});
        let stub = Stub::new(move |_| found(&row)).await;
        let error = enroll(&stub, &wanted("push", EnrollWith::Nothing)).await.expect_err(elsewhere);
        assert_eq!((error.kind(), error.applied()), (ErrorKind::Refused, Applied::Perhaps), "{elsewhere}");
        assert_eq!(stub.lines().len(), 1);
    }
}

#[tokio::test]
async fn a_listed_factor_can_be_gone_on_with_and_by_its_own_user_alone() {
    let stub =
        Stub::new(|seen| found(&if seen.line.ends_with("/factors") { json!([push(), sms()]) } else { json!({}) }))
            .await;
    let listed = directory(&stub).factors(&ADA.into()).await.expect("a list");
    let handles: Vec<_> = listed.iter().filter_map(|factor| factor.enrollment.clone()).collect();
    assert_eq!(handles.len(), 2);
    for handle in [&handles[0], &EnrollmentHandle::pack("nothing")] {
        let other = directory(&stub).poll_enrollment(&"00u9a2b3c4d5e6F7G0h7".into(), handle).await;
        assert_eq!(other.expect_err("another user").kind(), ErrorKind::NotFound);
    }
    assert_eq!(stub.lines().len(), 1);
    let odd = directory(&stub).poll_enrollment(&ADA.into(), &handles[0]).await.expect_err("no answer");
    assert_eq!(odd.kind(), ErrorKind::Unexpected);
}

#[tokio::test]
async fn a_key_is_told_what_to_sign() {
    let options = json!({"challenge": "c", "rp": {"name": "Acme"}});
    let row = json!({"id": "fwf1", "factorType": "webauthn", "provider": "FIDO", "status": "PENDING_ACTIVATION",
                     "_embedded": {"activation": options}});
    let (stub, enrollment) = begun(row, &wanted("webauthn", EnrollWith::Nothing)).await;
    assert_eq!((enrollment.expects, enrollment.to_sign), (Expects::Signature, Some(options)));
    let made = json!({"response": {"attestationObject": "o2-_", "clientDataJSON": "eyJ9"}}).to_string();
    let proof = Proof::Signature(made.into());
    directory(&stub).activate(&ADA.into(), &enrollment.handle, &proof).await.expect("an answer");
    assert_eq!(stub.seen()[1].body, json!({"attestation": "o2+/", "clientData": "eyJ9"}));
}

#[tokio::test]
async fn the_questions_are_read_for_the_user() {
    let rows = json!([{"question": "disliked_food", "questionText": "What is the food you least liked as a child?"}]);
    let stub = Stub::new(move |_| found(&rows)).await;
    let questions = directory(&stub).questions(&ADA.into()).await.expect("questions");
    assert_eq!((questions[0].key.as_str(), questions.len()), ("disliked_food", 1));
    assert_eq!(stub.lines(), [format!("GET {}/questions", factors())]);
}
