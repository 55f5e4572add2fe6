//! What counts as done, what as not there, and what nobody can tell.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use axum::response::Response;
use mfadir_core::{Applied, Error, ErrorKind, MfaDirectory, RemoveOptions, SessionOptions};
use mfadir_http::testing::{Stub, answer};
use mfadir_onelogin::Api;
use serde_json::json;

use super::tenant::{asked, directory, refusal, tenant};

async fn remove(stub: &Stub, api: Api, device: &str) -> Result<(), Error> {
    let options = RemoveOptions::default();
    directory(stub, api).remove(&"7".into(), &device.into(), &options).await.map(drop)
}

async fn removing(response: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Result<(), Error> {
    remove(&tenant(move |_| response()).await, Api::V1, "6120044").await
}

#[tokio::test]
async fn an_envelope_an_empty_object_and_nothing_are_all_done() {
    for body in [r#"{"status":{"error":false,"code":200,"type":"success","message":"Success"}}"#, "{}", "", "\n"] {
        removing(move || answer(200, body)).await.expect(body);
    }
}

#[tokio::test]
async fn each_version_has_its_path() {
    let stub = tenant(|_| answer(204, "")).await;
    remove(&stub, Api::V1, "6120044").await.expect("done");
    remove(&stub, Api::V2, "6120044").await.expect("done");
    let expected = ["DELETE /api/1/users/7/otp_devices/6120044", "DELETE /api/2/mfa/users/7/devices/6120044"];
    assert_eq!(asked(&stub), expected);
}

#[tokio::test]
async fn a_device_that_is_not_there_is_a_400() {
    let error = removing(|| refusal(400, "Factor could not be found")).await.expect_err("not there");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::NotFound, Applied::No));
    let error = removing(|| refusal(400, "Something else")).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Invalid);
}

#[tokio::test]
async fn an_odd_id_is_nobodys_device_and_is_not_sent() {
    let stub = tenant(|_| answer(200, "{}")).await;
    for device in ["0", "", "..", "7/../8", "phone"] {
        assert_eq!(remove(&stub, Api::V1, device).await.expect_err(device).kind(), ErrorKind::NotFound);
    }
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn a_page_instead_of_an_answer_proves_nothing() {
    for body in ["<html>", "null", "[]", r#"{"status":"#] {
        let error = removing(move || answer(200, body)).await.expect_err(body);
        assert_eq!((error.kind(), error.applied()), (ErrorKind::Unexpected, Applied::Perhaps), "{body}");
    }
}

#[tokio::test]
async fn an_error_within_a_success_is_an_error() {
    let body = json!({"status": {"error": true, "code": 400, "message": "Factor could not be found"}}).to_string();
    let error = removing(move || answer(200, body.clone())).await.expect_err("not there");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::NotFound, Applied::No));
}

#[tokio::test]
async fn an_account_that_is_not_locked_is_a_conflict() {
    let stub = tenant(|_| answer(422, r#"{"message":"User cannot be unlocked"}"#)).await;
    let error = directory(&stub, Api::V1).unlock(&"7".into()).await.expect_err("not locked");
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert_eq!(asked(&stub), ["POST /api/2/users/7/unlock"]);
}

#[tokio::test]
async fn sessions_end_with_one_request() {
    let stub = tenant(|_| answer(200, "{}")).await;
    directory(&stub, Api::V1).end_sessions(&"7".into(), &SessionOptions::default()).await.expect("done");
    assert_eq!(asked(&stub), ["PUT /api/1/users/7/logout"]);
}
