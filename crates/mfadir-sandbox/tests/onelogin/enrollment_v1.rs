//! New factors by version 1.

use std::time::Duration;

use serde_json::{Value, json};

use crate::caller::{Answer, Caller};

const CAROL: &str = "carol@example.com";
const SMS: u64 = 21_177;

pub(crate) struct Begun {
    pub(crate) device: String,
    pub(crate) state_token: Value,
}

impl Caller {
    pub(crate) fn devices_path(&self, login: &str) -> String {
        format!("/api/1/users/{}/otp_devices", self.id(login))
    }

    async fn begin(&self, body: &Value) -> Answer {
        self.post(&self.devices_path(CAROL), body).await
    }

    pub(crate) async fn begun(&self) -> Begun {
        let body = json!({"factor_id": SMS, "display_name": "Phone", "number": "+15555550177"});
        let device = self.begin(&body).await.json()["data"][0].clone();
        Begun { device: device["id"].to_string(), state_token: device["state_token"].clone() }
    }

    pub(crate) async fn verify(&self, login: &str, device: &str, body: &Value) -> Answer {
        self.post(&format!("{}/{device}/verify", self.devices_path(login)), body).await
    }

    pub(crate) async fn trigger(&self, login: &str, device: &str, body: &Value) -> Answer {
        self.post(&format!("{}/{device}/trigger", self.devices_path(login)), body).await
    }

    pub(crate) fn failed() -> (u16, Value) {
        (401, json!("Failed authentication with this factor"))
    }
}

#[tokio::test]
async fn a_new_device_is_pending_until_its_code_comes() {
    let caller = Caller::new().await;
    let answer = caller.begin(&json!({"factor_id": "21177", "display_name": "Phone", "number": "+15555550177"})).await;
    let device = answer.json()["data"][0].clone();
    assert_eq!((answer.status, &device["active"], &device["needs_trigger"]), (200, &json!(false), &json!(true)));
    assert_eq!((&device["user_display_name"], &device["auth_factor_name"]), (&json!("Phone"), &json!("OneLogin SMS")));
    let token = device["state_token"].as_str().expect("a state token");
    assert!(token.len() == 40 && token.chars().all(|digit| digit.is_ascii_hexdigit()));
    assert_eq!(caller.rows(CAROL).await[0]["active"], false);
    let id = device["id"].to_string();
    let code = caller.sent(CAROL, &id);
    let wrong = caller.verify(CAROL, &id, &json!({"otp_token": "no", "state_token": token})).await;
    assert_eq!(wrong.refusal(), Caller::failed());
    let done = caller.verify(CAROL, &id, &json!({"otp_token": code, "state_token": token})).await;
    let success = json!({"status": {"error": false, "code": 200, "type": "success", "message": "Success"}});
    assert_eq!((done.status, done.json()), (200, success));
    assert_eq!(caller.rows(CAROL).await[0]["active"], true);
}

#[tokio::test]
async fn a_trusted_number_is_active_at_once() {
    let caller = Caller::new().await;
    let body = json!({"factor_id": 21_180, "display_name": "Phone", "number": "+15555550177", "verified": "true"});
    let device = caller.begin(&body).await.json()["data"][0].clone();
    assert_eq!((&device["active"], device.get("state_token")), (&json!(true), None));
}

#[tokio::test]
async fn a_state_token_lasts_two_minutes_and_a_trigger_gives_a_new_one() {
    let caller = Caller::new().await;
    let begun = caller.begun().await;
    let code = caller.sent(CAROL, &begun.device);
    caller.sandbox.onelogin().advance(Duration::from_mins(2));
    let late = caller.verify(CAROL, &begun.device, &json!({"otp_token": code, "state_token": begun.state_token})).await;
    assert_eq!(late.status, 400);
    assert!(late.refusal().1.as_str().is_some_and(|text| text.contains("expired")));
    let again = caller.trigger(CAROL, &begun.device, &json!({"state_token_expires_in": "900"})).await.json();
    assert_eq!(again["data"][0]["state_token_expires_at"], "2026-01-15T09:47:00Z");
    caller.sandbox.onelogin().advance(Duration::from_mins(14));
    let token = &again["data"][0]["state_token"];
    let body = json!({"otp_token": caller.sent(CAROL, &begun.device), "state_token": token});
    assert_eq!(caller.verify(CAROL, &begun.device, &body).await.status, 200);
}

#[tokio::test]
async fn a_code_may_come_as_a_number_without_its_leading_zeros() {
    let caller = Caller::new().await;
    let mut begun = caller.begun().await;
    let mut code = caller.sent(CAROL, &begun.device);
    while !code.starts_with('0') {
        let again = caller.trigger(CAROL, &begun.device, &json!({})).await.json();
        begun.state_token = again["data"][0]["state_token"].clone();
        code = caller.sent(CAROL, &begun.device);
    }
    let body = json!({"otp_token": code.parse::<u64>().unwrap(), "state_token": begun.state_token});
    assert_eq!(caller.verify(CAROL, &begun.device, &body).await.status, 200);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_device_is_said() {
    let caller = Caller::new().await;
    let good = json!({"factor_id": SMS, "display_name": "Phone", "number": "+15555550177"});
    let cases = [
        ("factor_id", json!(58_114)),
        ("factor_id", json!(1)),
        ("factor_id", Value::Null),
        ("display_name", json!("")),
        ("number", json!("5555550177")),
        ("number", json!("+1 555 555 0177")),
        ("number", Value::Null),
    ];
    for (field, value) in cases {
        let mut body = good.clone();
        body[field] = value;
        let description = format!("{} is incorrect", field.to_uppercase());
        assert_eq!(caller.begin(&body).await.refusal(), (400, json!({"attribute": field, "description": description})));
    }
    assert!(caller.rows(CAROL).await.is_empty());
    let nobody = caller.post("/api/1/users/999/otp_devices", &good).await;
    assert_eq!(nobody.refusal(), (400, json!("User does not exist")));
}

#[tokio::test]
async fn nobody_completes_what_another_person_began() {
    let caller = Caller::new().await;
    let begun = caller.begun().await;
    let body = json!({"otp_token": caller.sent(CAROL, &begun.device), "state_token": begun.state_token});
    let other = caller.verify("ada@example.com", &begun.device, &body).await;
    assert_eq!(other.refusal(), (400, json!("Factor could not be found")));
    assert_eq!(caller.rows(CAROL).await[0]["active"], false);
}

#[tokio::test]
async fn a_body_must_be_json_and_say_so_plainly() {
    let caller = Caller::new().await;
    let token = caller.token_of(mfadir_sandbox::CredentialName::Client).await;
    let cases = [
        ("application/json", "{", "Input JSON is not valid"),
        ("application/json", "[]", "Input JSON is not valid"),
        ("application/json; charset=utf-8", "{}", "Content Type is not specified or specified incorrectly"),
    ];
    for (content_type, body, message) in cases {
        let request = caller.request(reqwest::Method::POST, &caller.devices_path(CAROL)).bearer_auth(&token);
        let answer = caller.send(request.header("content-type", content_type).body(body)).await;
        assert_eq!(answer.refusal(), (400, json!(message)));
    }
}
