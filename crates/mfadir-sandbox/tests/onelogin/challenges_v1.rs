//! Factors that are asked by version 1.

use std::time::Duration;

use mfadir_memory::Answer::{No, Yes};
use serde_json::{Value, json};

use crate::caller::Caller;

const ADA: &str = "ada@example.com";
const PENDING: &str = "Authentication pending on OL Protect";

impl Caller {
    async fn state_token(&self, device: &str) -> Value {
        self.trigger(ADA, device, &json!({})).await.json()["data"][0]["state_token"].clone()
    }
}

#[tokio::test]
async fn a_trigger_names_user_device_and_state_token() {
    let caller = Caller::new().await;
    let sms = caller.factor(ADA, "sms@onelogin");
    let answer = caller.trigger(ADA, &sms, &json!({"numeric_sms_otp": true})).await.json();
    let row = answer["data"][0].clone();
    assert!(answer["status"]["message"].as_str().is_some_and(|text| text.contains("Authentication pending")));
    assert_eq!((row["id"].to_string(), row["device_id"].to_string()), (caller.id(ADA), sms.clone()));
    assert_eq!((&row["active"], &row["state_token_expires_at"]), (&json!(true), &json!("2026-01-15T09:32:00Z")));
    let code = caller.sent(ADA, &sms);
    let verify = async |code: &str| {
        caller.verify(ADA, &sms, &json!({"otp_token": code, "state_token": row["state_token"]})).await
    };
    assert_eq!(verify("no").await.refusal(), Caller::failed());
    assert_eq!(verify(&code).await.status, 200);
    assert_eq!(verify(&code).await.status, 400, "a code counts once");
}

#[tokio::test]
async fn a_push_is_polled_until_it_ends() {
    let caller = Caller::new().await;
    let push = caller.factor(ADA, "push@onelogin");
    for (answer, end) in [(Yes, (200, json!("Success"))), (No, Caller::failed())] {
        let body = json!({"state_token": caller.state_token(&push).await});
        for _ in 0..2 {
            let waiting = caller.verify(ADA, &push, &body).await;
            assert_eq!((waiting.status, waiting.json()["status"]["type"].clone()), (200, json!("pending")));
            assert_eq!(waiting.refusal().1, PENDING);
        }
        caller.tap(ADA, &push, answer);
        assert_eq!(caller.verify(ADA, &push, &body).await.refusal(), end);
    }
    let body = json!({"state_token": caller.state_token(&push).await});
    caller.sandbox.onelogin().advance(Duration::from_mins(2));
    assert_eq!(caller.verify(ADA, &push, &body).await.status, 400);
}

#[tokio::test]
async fn codes_that_a_device_shows_need_no_trigger() {
    let caller = Caller::new().await;
    for factor_type in ["totp@google", "push@onelogin"] {
        let device = caller.factor(ADA, factor_type);
        let code = caller.shown(ADA, &device);
        assert_eq!(caller.verify(ADA, &device, &json!({"otp_token": "000000x"})).await.refusal(), Caller::failed());
        assert_eq!(caller.verify(ADA, &device, &json!({"otp_token": code})).await.status, 200, "{factor_type}");
        assert_eq!(caller.verify(ADA, &device, &json!({"otp_token": code})).await.refusal(), Caller::failed());
    }
    let totp = caller.factor(ADA, "totp@google");
    assert_eq!(caller.verify(ADA, &totp, &json!({})).await.refusal(), (400, json!("OTP token blank")));
    assert_eq!(caller.trigger(ADA, &totp, &json!({})).await.status, 400, "there is nothing to trigger");
}

#[tokio::test]
async fn a_state_token_is_needed_where_a_trigger_is_and_counts_for_its_own_device() {
    let caller = Caller::new().await;
    let sms = caller.factor(ADA, "sms@onelogin");
    let push_token = caller.state_token(&caller.factor(ADA, "push@onelogin")).await;
    caller.trigger(ADA, &sms, &json!({})).await;
    let code = caller.sent(ADA, &sms);
    let incorrect = json!({"attribute": "state_token", "description": "STATE_TOKEN is incorrect"});
    assert_eq!(caller.verify(ADA, &sms, &json!({"otp_token": code})).await.refusal(), (400, incorrect.clone()));
    let made_up = json!({"otp_token": code, "state_token": "0".repeat(40)});
    assert_eq!(caller.verify(ADA, &sms, &made_up).await.refusal(), (400, incorrect));
    let other = json!({"otp_token": code, "state_token": push_token});
    assert_eq!(caller.verify(ADA, &sms, &other).await.status, 400);
}

#[tokio::test]
async fn how_long_and_in_which_words_has_limits() {
    let caller = Caller::new().await;
    let sms = caller.factor(ADA, "sms@onelogin");
    for (field, value) in [
        ("state_token_expires_in", json!(119)),
        ("state_token_expires_in", json!(901)),
        ("state_token_expires_in", json!("soon")),
        ("sms_message", json!("x".repeat(161))),
    ] {
        let (status, message) = caller.trigger(ADA, &sms, &json!({field: value})).await.refusal();
        assert_eq!((status, &message["attribute"]), (400, &json!(field)));
    }
    assert!(caller.sandbox.onelogin().world().outbox().is_empty());
}

#[tokio::test]
async fn only_a_post_triggers_and_only_what_is_there() {
    let caller = Caller::new().await;
    let sms = caller.factor(ADA, "sms@onelogin");
    let path = format!("{}/{sms}/trigger", caller.devices_path(ADA));
    assert_eq!(caller.get(&path).await.refusal(), (404, json!("No Route Exists")));
    let gone = caller.trigger(ADA, "999", &json!({})).await;
    assert_eq!(gone.refusal(), (400, json!("Factor could not be found")));
}
