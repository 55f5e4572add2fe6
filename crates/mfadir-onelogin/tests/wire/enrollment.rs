//! Version 1: a phone from its number to the code that makes it active.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use axum::response::Response;
use mfadir_core::{
    Activation, EnrollRequest, EnrollWith, Enrollment, ErrorKind, Expects, FactorStatus, MfaDirectory, Proof, Result,
};
use mfadir_http::testing::{Seen, Stub, answer, clock};
use mfadir_onelogin::{Api, OneLogin};
use serde_json::{Value, json};

use super::tenant::{asked, directory, directory_at, envelope, last, refusal, tenant};

const TOKEN: &str = "9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c";

/// An account that offers a text message, and enrolls and triggers it.
fn serve(seen: &Seen) -> Response {
    let device = json!({"id": 6_120_044, "active": seen.body["verified"], "auth_factor_name": "OneLogin SMS",
                        "state_token": TOKEN});
    match seen.line.as_str() {
        "GET /api/1/users/7/auth_factors" => {
            envelope(&json!({"auth_factors": [{"name": "OneLogin SMS", "factor_id": 21177}]}))
        }
        "POST /api/1/users/7/otp_devices" => envelope(&json!([device])),
        "POST /api/1/users/7/otp_devices/6120044/trigger" => {
            envelope(&json!([{"id": 7, "device_id": 6_120_044, "state_token": "again"}]))
        }
        "POST /api/1/users/7/otp_devices/6120044/verify" if seen.body["otp_token"] == "123456" => {
            answer(200, r#"{"status":{"type":"success","code":200,"message":"Success","error":false}}"#)
        }
        "POST /api/1/users/7/otp_devices/6120044/verify" => refusal(401, "Failed authentication with this factor"),
        _ => refusal(404, "No Route Exists"),
    }
}

fn sms(number: &str) -> EnrollRequest {
    let with = EnrollWith::Phone { number: number.to_owned(), extension: None, replace: false };
    let Ok(sms) = "sms".parse();
    EnrollRequest { with, ..EnrollRequest::new(sms) }
}

async fn enroll(directory: &OneLogin, request: &EnrollRequest) -> Result<Enrollment> {
    directory.enroll(&"7".into(), request).await
}

fn code(text: &str) -> Proof {
    Proof::Code(text.into())
}

#[tokio::test]
async fn the_factors_number_is_looked_up_and_sent_back() {
    let stub = tenant(serve).await;
    let begun = enroll(&directory(&stub, Api::V1), &sms("+15555550123")).await.expect("an enrollment");
    assert_eq!((begun.factor, begun.active, begun.expects), (Some("6120044".into()), false, Expects::Code));
    assert_eq!(asked(&stub), ["GET /api/1/users/7/auth_factors", "POST /api/1/users/7/otp_devices"]);
    let sent = json!({
        "factor_id": 21177, "display_name": "OneLogin SMS", "number": "+15555550123", "verified": false,
    });
    assert_eq!(last(&stub).1, sent);
}

#[tokio::test]
async fn a_trusted_number_is_active_at_once() {
    let stub = tenant(serve).await;
    let request = EnrollRequest { activate: true, label: Some("Work".to_owned()), ..sms("+15555550123") };
    let begun = enroll(&directory(&stub, Api::V1), &request).await.expect("an enrollment");
    assert_eq!((begun.active, begun.expects), (true, Expects::Nothing));
    assert_eq!((&last(&stub).1["verified"], &last(&stub).1["display_name"]), (&json!(true), &json!("Work")));
}

#[tokio::test]
async fn what_cannot_be_enrolled_is_not_sent() {
    let stub = tenant(serve).await;
    let directory = directory(&stub, Api::V1);
    let Ok(totp) = "totp@google".parse();
    let nothing = EnrollRequest { with: EnrollWith::Nothing, ..sms("") };
    let long = EnrollRequest { lifetime: Some(Duration::from_mins(5)), ..sms("+15555550123") };
    for request in [sms("555 0123"), nothing, long, EnrollRequest { factor_type: totp, ..sms("+15555550123") }] {
        let error = enroll(&directory, &request).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Invalid, "{error}");
    }
    assert!(asked(&stub).is_empty());
}

#[tokio::test]
async fn what_the_user_is_not_offered_is_a_conflict() {
    let stub = tenant(serve).await;
    let Ok(voice) = "voice".parse();
    let request = EnrollRequest { factor_type: voice, ..sms("+15555550123") };
    let error = enroll(&directory(&stub, Api::V1), &request).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert_eq!(asked(&stub), ["GET /api/1/users/7/auth_factors"]);
}

#[tokio::test]
async fn the_right_code_activates_and_a_wrong_one_does_not() {
    let stub = tenant(serve).await;
    let directory = directory(&stub, Api::V1);
    let begun = enroll(&directory, &sms("+15555550123")).await.expect("an enrollment");
    let user = "7".into();
    let wrong = directory.activate(&user, &begun.handle, &code("654321")).await.expect_err("a wrong code");
    assert_eq!(wrong.kind(), ErrorKind::WrongProof);
    let active = directory.activate(&user, &begun.handle, &code("123456")).await.expect("the right code");
    assert_eq!(active, Activation::Active("6120044".into()));
    let body = json!({"state_token": TOKEN, "otp_token": "123456"});
    assert_eq!(last(&stub), ("POST /api/1/users/7/otp_devices/6120044/verify".to_owned(), body));
}

#[tokio::test]
async fn a_code_that_comes_too_late_finds_the_enrollment_expired() {
    let stub = tenant(|seen| if seen.line.ends_with("/verify") { refusal(400, "No") } else { serve(seen) }).await;
    let clock = clock();
    let directory = directory_at(&stub, Api::V1, clock.clone());
    let begun = enroll(&directory, &sms("+15555550123")).await.expect("an enrollment");
    let user = "7".into();
    let early = directory.activate(&user, &begun.handle, &code("123456")).await.expect_err("refused");
    assert_eq!(early.kind(), ErrorKind::Invalid);
    clock.advance(Duration::from_mins(2));
    let late = directory.activate(&user, &begun.handle, &code("123456")).await;
    assert_eq!(late.expect("an answer"), Activation::Expired);
}

#[tokio::test]
async fn what_is_sent_again_has_a_state_token_of_its_own() {
    let stub = tenant(serve).await;
    let directory = directory(&stub, Api::V1);
    let begun = enroll(&directory, &sms("+15555550123")).await.expect("an enrollment");
    let again = directory.resend(&"7".into(), &begun.handle).await.expect("sent again");
    directory.activate(&"7".into(), &again.handle, &code("123456")).await.expect("active");
    assert_eq!(last(&stub).1["state_token"], "again");
}

#[tokio::test]
async fn an_enrollment_is_gone_on_with_from_the_list() {
    let pending = json!({"otp_devices": [{"id": 6_120_044, "active": false, "auth_factor_name": "OneLogin SMS"}]});
    let stub = tenant(move |seen| match seen.line.as_str() {
        "GET /api/1/users/7/otp_devices" => envelope(&pending),
        _ => serve(seen),
    })
    .await;
    let directory = directory(&stub, Api::V1);
    let listed = directory.factors(&"7".into()).await.expect("a list").remove(0);
    assert_eq!(listed.status, FactorStatus::Pending);
    let handle = listed.enrollment.expect("a handle");
    let again = directory.resend(&"7".into(), &handle).await.expect("sent again");
    directory.activate(&"7".into(), &again.handle, &code("123456")).await.expect("active");
}

#[tokio::test]
async fn nobody_goes_on_with_anothers_enrollment() {
    let stub = tenant(serve).await;
    let directory = directory(&stub, Api::V1);
    let begun = enroll(&directory, &sms("+15555550123")).await.expect("an enrollment");
    let sent = asked(&stub).len();
    let error = directory.activate(&"8".into(), &begun.handle, &code("123456")).await.expect_err("another's");
    assert_eq!((error.kind(), asked(&stub).len()), (ErrorKind::NotFound, sent));
}

#[tokio::test]
async fn a_device_without_an_id_may_have_been_enrolled() {
    let stub = tenant(|seen| match seen.line.as_str() {
        "POST /api/1/users/7/otp_devices" => envelope(&Value::Array(vec![json!({"active": false})])),
        _ => serve(seen),
    })
    .await;
    let error = enroll(&directory(&stub, Api::V1), &sms("+15555550123")).await.expect_err("no id");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Unexpected, mfadir_core::Applied::Perhaps));
}

/// Where nothing is offered, nothing is asked for.
#[tokio::test]
async fn version_1_does_not_poll_enrollments() {
    let stub: Stub = tenant(serve).await;
    let directory = directory(&stub, Api::V1);
    let begun = enroll(&directory, &sms("+15555550123")).await.expect("an enrollment");
    let error = directory.poll_enrollment(&"7".into(), &begun.handle).await.expect_err("not offered");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}
