//! Temporary codes.

use std::time::Duration;

use mfadir_sandbox::CredentialName::{ManageUsersClient, ReadUsersClient};
use reqwest::Method;
use serde_json::{Value, json};

use crate::caller::Caller;

const CAROL: &str = "carol@example.com";

impl Caller {
    async fn temporary(&self, body: &Value) -> Value {
        let answer = self.post(&format!("/api/1/users/{}/mfa_token", self.id(CAROL)), body).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()
    }

    async fn use_it(&self, code: &Value) -> u16 {
        self.verify(CAROL, "0", &json!({"otp_token": code})).await.status
    }
}

#[tokio::test]
async fn a_code_stands_in_for_the_device_that_is_missing() {
    let caller = Caller::new().await;
    let issued = caller.temporary(&json!({"expires_in": "3600", "reusable": "false"})).await;
    assert_eq!((&issued["reusable"], &issued["expires_at"]), (&json!(false), &json!("2026-01-15T10:30:00Z")));
    let code = &issued["mfa_token"];
    assert!(code.as_str().is_some_and(|code| code.len() == 8 && code.chars().all(|digit| digit.is_ascii_digit())));
    assert_eq!(caller.use_it(&json!("12")).await, 401);
    assert_eq!(caller.use_it(code).await, 200);
    assert_eq!(caller.use_it(code).await, 401, "once");
}

#[tokio::test]
async fn a_reusable_code_lasts_until_its_end() {
    let caller = Caller::new().await;
    let code = caller.temporary(&json!({"reusable": true})).await["mfa_token"].clone();
    for _ in 0..2 {
        assert_eq!(caller.use_it(&code).await, 200);
    }
    caller.sandbox.onelogin().advance(Duration::from_hours(72));
    assert_eq!(caller.use_it(&code).await, 401);
}

#[tokio::test]
async fn version_two_names_a_device_for_it() {
    let caller = Caller::new().await;
    let path = format!("/api/2/mfa/users/{}", caller.id(CAROL));
    let issued = caller.post(&format!("{path}/mfa_token"), &json!({"expires_in": 120})).await;
    assert_eq!((issued.status, issued.json()["reusable"].clone()), (201, json!(false)));
    let device = issued.json()["device_id"].clone();
    assert_eq!(device, format!("user_temp_otp_{}", caller.id(CAROL)));
    let body = json!({"otp": issued.json()["mfa_token"], "device_id": device});
    assert_eq!(caller.post(&format!("{path}/verifications/"), &body).await.status, 200);
    assert_eq!(caller.post(&format!("{path}/verifications/"), &body).await.status, 401);
}

#[tokio::test]
async fn each_version_has_its_own_words_for_a_time_that_is_out_of_range() {
    let caller = Caller::new().await;
    let id = caller.id(CAROL);
    for seconds in [json!(119), json!("259201"), json!("long")] {
        let body = json!({"expires_in": seconds});
        let one = caller.post(&format!("/api/1/users/{id}/mfa_token"), &body).await;
        assert_eq!(one.refusal().1["attribute"], "expires_in");
        let two = caller.post(&format!("/api/2/mfa/users/{id}/mfa_token"), &body).await;
        assert_eq!(two.refusal_v2(), (422, json!("ValidationError")));
    }
    assert_eq!(caller.post("/api/1/users/999/mfa_token", &json!({})).await.status, 404);
    assert_eq!(caller.post("/api/2/mfa/users/999/mfa_token", &json!({})).await.status, 404);
}

#[tokio::test]
async fn managing_users_is_enough_and_reading_them_is_not() {
    let caller = Caller::new().await;
    for path in [
        format!("/api/1/users/{}/mfa_token", caller.id(CAROL)),
        format!("/api/2/mfa/users/{}/mfa_token", caller.id(CAROL)),
    ] {
        assert_eq!(caller.call_as(ManageUsersClient, Method::POST, &path).await.status, 201);
        assert!([401, 403].contains(&caller.call_as(ReadUsersClient, Method::POST, &path).await.status));
    }
}
