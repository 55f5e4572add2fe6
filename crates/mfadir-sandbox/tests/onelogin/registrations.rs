//! New factors by version 2.

use std::time::Duration;

use mfadir_memory::Answer::{No, Yes};
use reqwest::Method;
use serde_json::{Value, json};

use crate::caller::{Answer, Caller};

const CAROL: &str = "carol@example.com";
const PROTECT: u64 = 58_117;
const AUTHENTICATOR: u64 = 58_114;
const SMS: u64 = 21_177;
const VOICE: u64 = 21_180;
const EMAIL: u64 = 58_120;

impl Caller {
    fn registrations(&self) -> String {
        format!("/api/2/mfa/users/{}/registrations", self.id(CAROL))
    }

    async fn register(&self, factor: u64) -> Value {
        let answer = self.post(&self.registrations(), &json!({"factor_id": factor, "display_name": "Mine"})).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()
    }

    async fn look(&self, registration: &Value) -> Value {
        self.get(&format!("{}/{}", self.registrations(), registration["id"].as_str().expect("an id"))).await.json()
    }

    async fn confirm(&self, registration: &Value, otp: &Value) -> Answer {
        let path = format!("{}/{}", self.registrations(), registration["id"].as_str().expect("an id"));
        self.put(&path, &json!({"otp": otp})).await
    }
}

fn accepted(registration: &Value, device: &str) -> Value {
    json!({"id": registration["id"], "status": "accepted", "device_id": device})
}

fn waiting(registration: &Value) -> Value {
    json!({"id": registration["id"], "status": "pending"})
}

#[tokio::test]
async fn a_sent_code_turns_a_registration_into_a_device() {
    let caller = Caller::new().await;
    for (factor, factor_type) in [(SMS, "sms@onelogin"), (EMAIL, "email@onelogin")] {
        let begun = caller.register(factor).await;
        assert_eq!((&begun["status"], begun.get("factor_data")), (&json!("pending"), None));
        assert_eq!(begun["expires_at"], "2026-01-15T09:32:00Z");
        let device = caller.factor(CAROL, factor_type);
        assert_eq!(caller.confirm(&begun, &json!("no")).await.json(), waiting(&begun), "a wrong code ends nothing");
        let code = json!(caller.sent(CAROL, &device));
        let done = caller.confirm(&begun, &code).await;
        assert_eq!((done.status, done.json()), (200, accepted(&begun, &device)));
        assert_eq!(caller.look(&begun).await, accepted(&begun, &device));
    }
}

#[tokio::test]
async fn an_authenticator_gets_its_key_once() {
    let caller = Caller::new().await;
    let begun = caller.register(AUTHENTICATOR).await;
    let data = &begun["factor_data"];
    let secret = data["verification_token"].as_str().unwrap();
    let url = data["totp_url"].as_str().unwrap();
    assert!(url.starts_with("otpauth://totp/") && url.contains(&format!("secret={secret}")), "{url}");
    let device = caller.factor(CAROL, "totp@google");
    let code = json!(caller.shown(CAROL, &device));
    assert_eq!(caller.confirm(&begun, &code).await.json(), accepted(&begun, &device));
}

#[tokio::test]
async fn protect_pairs_by_a_short_token_and_takes_a_tap_or_a_code() {
    for by_code in [true, false] {
        let caller = Caller::new().await;
        let begun = caller.register(PROTECT).await;
        let token = begun["factor_data"]["verification_token"].as_str().unwrap();
        assert!(token.len() == 10 && token.as_bytes()[2] == b'-', "{token}");
        assert_eq!(begun["auth_factor_name"], "OneLogin");
        assert_eq!(caller.look(&begun).await, waiting(&begun));
        let device = caller.factor(CAROL, "push@onelogin");
        if by_code {
            caller.confirm(&begun, &json!(caller.shown(CAROL, &device))).await;
        } else {
            caller.tap(CAROL, &device, Yes);
        }
        assert_eq!(caller.look(&begun).await, accepted(&begun, &device));
    }
}

#[tokio::test]
async fn the_digits_of_a_call_are_keyed_in_on_the_phone() {
    let caller = Caller::new().await;
    let begun = caller.register(VOICE).await;
    let digits = begun["factor_data"]["verification_token"].clone();
    assert!(digits.as_str().is_some_and(|digits| digits.len() == 6));
    assert_eq!(caller.confirm(&begun, &digits).await.json(), waiting(&begun), "they are no proof by themselves");
    let device = caller.factor(CAROL, "voice@onelogin");
    let keyed_in = caller.request(Method::POST, &format!("/_sandbox/push/{CAROL}"));
    assert_eq!(caller.send(keyed_in.body(r#"{"answer":"approve"}"#)).await.status, 204);
    assert_eq!(caller.look(&begun).await, accepted(&begun, &device));
}

#[tokio::test]
async fn what_is_refused_or_too_late_is_rejected() {
    let caller = Caller::new().await;
    let refused = caller.register(PROTECT).await;
    caller.tap(CAROL, &caller.factor(CAROL, "push@onelogin"), No);
    assert_eq!(caller.look(&refused).await, json!({"id": refused["id"], "status": "rejected"}));
    let begun = caller.register(SMS).await;
    let code = json!(caller.sent(CAROL, &caller.factor(CAROL, "sms@onelogin")));
    caller.sandbox.onelogin().advance(Duration::from_mins(2));
    assert_eq!(caller.look(&begun).await["status"], "rejected");
    assert_eq!(caller.confirm(&begun, &code).await.json()["status"], "rejected");
    let again = caller.register(SMS).await;
    assert_ne!(again["id"], begun["id"], "another one may follow");
}

#[tokio::test]
async fn version_one_lists_what_is_not_accepted_yet_and_version_two_does_not() {
    let caller = Caller::new().await;
    caller.register(AUTHENTICATOR).await;
    assert_eq!(caller.rows(CAROL).await[0]["active"], false);
    let devices = caller.get(&format!("/api/2/mfa/users/{}/devices", caller.id(CAROL))).await;
    assert_eq!(devices.json(), json!([]));
}

#[tokio::test]
async fn what_is_known_of_the_user_need_not_be_verified() {
    let caller = Caller::new().await;
    let body = json!({"factor_id": SMS, "display_name": "Mine", "verified": true, "expires_in": "900"});
    let done = caller.post(&caller.registrations(), &body).await.json();
    assert_eq!(
        (&done["status"], &done["device_id"]),
        (&json!("accepted"), &json!(caller.factor(CAROL, "sms@onelogin")))
    );
    let body = json!({"factor_id": AUTHENTICATOR, "display_name": "Mine", "verified": true});
    assert_eq!(caller.post(&caller.registrations(), &body).await.json()["status"], "pending", "a key must be shown");
}

#[tokio::test]
async fn what_is_wrong_with_a_registration_is_said() {
    let caller = Caller::new().await;
    let good = json!({"factor_id": AUTHENTICATOR, "display_name": "Mine"});
    for (field, value) in [
        ("factor_id", json!(1)),
        ("factor_id", json!("x")),
        ("display_name", Value::Null),
        ("expires_in", json!(901)),
        ("custom_message", json!("x".repeat(161))),
    ] {
        let mut body = good.clone();
        body[field] = value;
        let answer = caller.post(&caller.registrations(), &body).await;
        assert_eq!(answer.refusal_v2(), (422, json!("ValidationError")), "{body}");
    }
    let nobody = caller.post("/api/2/mfa/users/999/registrations", &good).await;
    assert_eq!(nobody.refusal_v2(), (404, json!("NotFound")));
    for id in ["00000000-0000-4000-a000-000000000000", "x"] {
        let answer = caller.get(&format!("{}/{id}", caller.registrations())).await;
        assert_eq!(answer.refusal_v2(), (404, json!("NotFound")));
    }
    caller.register(AUTHENTICATOR).await;
    let carol = caller.id(CAROL);
    caller.sandbox.onelogin().world().person_mut(&carol.as_str().into()).unwrap().phone = None;
    let answer = caller.post(&caller.registrations(), &json!({"factor_id": SMS, "display_name": "Mine"})).await;
    assert_eq!(answer.refusal_v2(), (422, json!("UnprocessableEntityError")));
}

#[tokio::test]
async fn nobody_completes_another_persons_registration() {
    let caller = Caller::new().await;
    let begun = caller.register(SMS).await;
    let code = caller.sent(CAROL, &caller.factor(CAROL, "sms@onelogin"));
    let id = begun["id"].as_str().unwrap();
    let path = format!("/api/2/mfa/users/{}/registrations/{id}", caller.id("bob@example.com"));
    assert_eq!(caller.put(&path, &json!({"otp": code})).await.refusal_v2(), (404, json!("NotFound")));
    assert_eq!(caller.look(&begun).await, waiting(&begun));
}
