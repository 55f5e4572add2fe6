//! Factors by version 2.

use mfadir_core::{FactorStatus, FactorType, Kind};
use mfadir_memory::EnrolledFactor;
use serde_json::{Value, json};

use crate::caller::Caller;

impl Caller {
    async fn devices(&self, login: &str) -> Vec<Value> {
        let answer = self.get(&format!("/api/2/mfa/users/{}/devices", self.id(login))).await;
        answer.json().as_array().expect("a bare list").clone()
    }
}

#[tokio::test]
async fn ids_are_texts_and_names_differ_from_version_one() {
    let caller = Caller::new().await;
    let devices = caller.devices("ada@example.com").await;
    let mut names: Vec<_> = devices.iter().filter_map(|device| device["auth_factor_name"].as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Google Authenticator", "OneLogin", "SMS"]);
    let ids = |rows: &[Value], key: &str| rows.iter().map(|row| row[key].to_string().replace('"', "")).collect();
    let v2: std::collections::BTreeSet<String> = ids(&devices, "device_id");
    assert_eq!(v2, ids(&caller.rows("ada@example.com").await, "id"), "both versions have the same ids");
    for device in &devices {
        assert!(device["device_id"].is_string() && device["default"].is_boolean());
        assert!(device.get("active").is_none() && device.get("phone_number").is_none());
    }
}

#[tokio::test]
async fn pending_factors_and_those_of_other_makers_are_not_shown() {
    let caller = Caller::new().await;
    let mut pending = EnrolledFactor::new("90001", FactorType::of(Kind::Voice));
    pending.status = FactorStatus::Pending;
    caller.enroll("carol@example.com", pending);
    caller.enroll("carol@example.com", EnrolledFactor::new("90002", FactorType::by(Kind::YubikeyOtp, "yubico")));
    assert_eq!(caller.rows("carol@example.com").await.len(), 2);
    assert!(caller.devices("carol@example.com").await.is_empty());
    let pending = caller.delete(&format!("/api/2/mfa/users/{}/devices/90001", caller.id("carol@example.com"))).await;
    assert_eq!(pending.refusal_v2(), (404, json!("NotFound")));
}

#[tokio::test]
async fn a_removal_answers_with_nothing() {
    let caller = Caller::new().await;
    let ada = caller.id("ada@example.com");
    let devices = caller.devices("ada@example.com").await;
    let path = format!("/api/2/mfa/users/{ada}/devices/{}", devices[0]["device_id"].as_str().unwrap());
    let done = caller.delete(&path).await;
    assert_eq!((done.status, done.text.as_str(), done.header("content-type")), (204, "", None));
    assert_eq!(caller.devices("ada@example.com").await, devices[1..]);
    assert_eq!(caller.delete(&path).await.refusal_v2(), (404, json!("NotFound")));
}

#[tokio::test]
async fn available_factors_keep_those_that_are_enrolled() {
    let caller = Caller::new().await;
    let factors = caller.get(&format!("/api/2/mfa/users/{}/factors", caller.id("ada@example.com"))).await.json();
    let sms = factors.as_array().unwrap().iter().find(|factor| factor["auth_factor_name"] == "SMS").expect("SMS");
    assert!(sms["factor_id"].is_u64() && sms["name"].is_string());
}

#[tokio::test]
async fn nobody_is_a_404() {
    let caller = Caller::new().await;
    for path in ["devices", "factors"] {
        let answer = caller.get(&format!("/api/2/mfa/users/999/{path}")).await;
        assert_eq!(answer.refusal_v2(), (404, json!("NotFound")));
    }
    assert_eq!(caller.delete("/api/2/mfa/users/999/devices/1").await.status, 404);
}
