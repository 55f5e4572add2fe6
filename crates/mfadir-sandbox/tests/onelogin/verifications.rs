//! Factors that are asked by version 2.

use std::time::Duration;

use mfadir_memory::Answer::{No, Yes};
use serde_json::{Value, json};

use crate::caller::{Answer, Caller};

const ADA: &str = "ada@example.com";
const OSCAR: &str = "oscar@example.com";

impl Caller {
    fn verifications(&self, login: &str) -> String {
        format!("/api/2/mfa/users/{}/verifications", self.id(login))
    }

    async fn ask(&self, login: &str, device: &str) -> Value {
        let answer = self.post(&self.verifications(login), &json!({"device_id": device})).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()
    }

    async fn see(&self, login: &str, verification: &Value) -> Answer {
        self.get(&format!("{}/{}", self.verifications(login), verification["id"].as_str().expect("an id"))).await
    }

    async fn reply(&self, login: &str, verification: &Value, body: &Value) -> Answer {
        self.put(&format!("{}/{}", self.verifications(login), verification["id"].as_str().expect("an id")), body).await
    }
}

fn state(verification: &Value, status: &str) -> Value {
    json!({"id": verification["id"], "status": status, "device_id": verification["device_id"]})
}

#[tokio::test]
async fn a_sent_code_is_accepted_once() {
    let caller = Caller::new().await;
    let sms = caller.factor(ADA, "sms@onelogin");
    let asked = caller.ask(ADA, &sms).await;
    let expected = (json!(caller.id(ADA)), json!(sms), json!("SMS"), json!("2026-01-15T09:32:00Z"));
    let told = ["user_id", "device_id", "auth_factor_name", "expires_at"].map(|name| asked[name].clone());
    assert_eq!(told, <[Value; 4]>::from(expected));
    let code = caller.sent(ADA, &sms);
    assert_eq!(caller.reply(ADA, &asked, &json!({"otp": "no"})).await.json(), state(&asked, "pending"));
    assert_eq!(caller.reply(ADA, &asked, &json!({"otp": code})).await.json(), state(&asked, "accepted"));
    assert_eq!(caller.see(ADA, &asked).await.json(), state(&asked, "accepted"));
    assert_eq!(caller.reply(ADA, &asked, &json!({"otp": code})).await.json(), state(&asked, "rejected"));
}

#[tokio::test]
async fn a_push_is_polled() {
    let caller = Caller::new().await;
    let push = caller.factor(ADA, "push@onelogin");
    for (answer, end) in [(Yes, "accepted"), (No, "rejected")] {
        let asked = caller.ask(ADA, &push).await;
        assert_eq!(caller.see(ADA, &asked).await.json(), state(&asked, "pending"));
        let code = json!({"otp": caller.shown(ADA, &push)});
        assert_eq!(caller.reply(ADA, &asked, &code).await.json(), state(&asked, "pending"), "it takes no code");
        caller.tap(ADA, &push, answer);
        assert_eq!(caller.see(ADA, &asked).await.json(), state(&asked, end));
    }
    let asked = caller.ask(ADA, &push).await;
    caller.sandbox.onelogin().advance(Duration::from_mins(2));
    assert_eq!(caller.see(ADA, &asked).await.json(), state(&asked, "rejected"));
}

#[tokio::test]
async fn an_authenticator_needs_its_device_beside_the_code() {
    let caller = Caller::new().await;
    let totp = caller.factor(ADA, "totp@google");
    let asked = caller.ask(ADA, &totp).await;
    let code = caller.shown(ADA, &totp);
    assert_eq!(caller.reply(ADA, &asked, &json!({"otp": code})).await.refusal_v2(), (422, json!("ValidationError")));
    let body = json!({"otp": code, "device_id": totp.parse::<u64>().unwrap()});
    assert_eq!(caller.reply(ADA, &asked, &body).await.json(), state(&asked, "accepted"));
    assert_eq!(caller.reply(ADA, &asked, &body).await.json(), state(&asked, "rejected"));
}

#[tokio::test]
async fn a_call_tells_the_digits_to_key_in() {
    let caller = Caller::new().await;
    let voice = caller.factor(OSCAR, "voice@onelogin");
    let asked = caller.ask(OSCAR, &voice).await;
    let digits = asked["factor_data"]["verification_token"].clone();
    assert!(digits.as_str().is_some_and(|digits| digits.len() == 6));
    assert_eq!(caller.reply(OSCAR, &asked, &json!({"otp": digits})).await.json(), state(&asked, "pending"));
    caller.tap(OSCAR, &voice, Yes);
    assert_eq!(caller.see(OSCAR, &asked).await.json(), state(&asked, "accepted"));
}

#[tokio::test]
async fn a_code_without_a_verification_is_taken_with_and_without_a_slash() {
    let caller = Caller::new().await;
    let (totp, push) = (caller.factor(ADA, "totp@google"), caller.factor(ADA, "push@onelogin"));
    let take =
        async |slash: &str, body: Value| caller.post(&format!("{}{slash}", caller.verifications(ADA)), &body).await;
    let done = take("/", json!({"otp": caller.shown(ADA, &totp)})).await;
    assert_eq!((done.status, &done.json()["status"]["type"]), (200, &json!("success")));
    let done = take("", json!({"otp": caller.shown(ADA, &push), "device_id": push})).await;
    assert_eq!((done.status, &done.json()["status"]["message"]), (200, &json!("Success")));
    let again = take("/", json!({"otp": caller.shown(ADA, &totp)})).await;
    assert_eq!((again.status, &again.json()["message"]), (401, &json!("Failed authentication with this factor")));
}

#[tokio::test]
async fn only_what_is_there_is_asked() {
    let caller = Caller::new().await;
    let path = caller.verifications(ADA);
    assert_eq!(caller.post(&path, &json!({})).await.refusal_v2(), (422, json!("ValidationError")));
    let others = caller.factor("bob@example.com", "sms@onelogin");
    for device in [others.as_str(), "x", "0"] {
        let answer = caller.post(&path, &json!({"device_id": device})).await;
        assert_eq!(answer.refusal_v2(), (404, json!("NotFound")));
    }
    let asked = caller.ask(ADA, &caller.factor(ADA, "sms@onelogin")).await;
    assert_eq!(caller.see("bob@example.com", &asked).await.refusal_v2(), (404, json!("NotFound")));
    assert_eq!(caller.get(&format!("{path}/x")).await.refusal_v2(), (404, json!("NotFound")));
    let bad = caller.post(&path, &json!([])).await;
    assert_eq!((bad.status, &bad.json()["message"]), (400, &json!("Input JSON is not valid")));
}
