//! Answers on which the vendor's documents and its live tenants disagree.

use mfadir_sandbox::OneLoginShapes;
use serde_json::{Value, json};

use crate::caller::{Answer, Caller};

const OSCAR: &str = "oscar@example.com";

/// The disputed answers: to a trigger, two temporary codes, a registration, a verification, its code, and a removal.
async fn answers(word: &str) -> [Answer; 7] {
    let shapes: OneLoginShapes = word.parse().expect("a known word");
    let caller = Caller::with(|options| options.onelogin_shapes = shapes).await;
    let sms = caller.factor(OSCAR, "sms@onelogin");
    let (one, two) = (format!("/api/1/users/{}", caller.id(OSCAR)), format!("/api/2/mfa/users/{}", caller.id(OSCAR)));
    let triggered = caller.trigger(OSCAR, &sms, &json!({})).await;
    let codes = [
        caller.post(&format!("{one}/mfa_token"), &json!({})).await,
        caller.post(&format!("{two}/mfa_token"), &json!({})).await,
    ];
    let asked = caller.post(&format!("{two}/verifications"), &json!({"device_id": sms})).await;
    let id = asked.json().get(0).unwrap_or(&asked.json())["id"].clone();
    let path = format!("{two}/verifications/{}", id.as_str().expect("an id"));
    let verified = caller.put(&path, &json!({"otp": caller.sent(OSCAR, &sms)})).await;
    let removed = caller.delete(&format!("{one}/otp_devices/{sms}")).await;
    let body = json!({"factor_id": 21_177, "display_name": "Mine"});
    let registered = caller.post(&format!("{two}/registrations"), &body).await;
    let [first, second] = codes;
    [triggered, first, second, registered, asked, verified, removed]
}

#[tokio::test]
async fn what_is_seen_live_is_the_default() {
    let [triggered, first, second, registered, asked, verified, removed] = answers("live-like").await;
    assert!(triggered.json()["data"].is_array());
    assert_eq!((first.status, second.status), (201, 201));
    assert!(registered.json().is_object() && asked.json()["device_id"].is_string());
    assert_eq!(verified.json()["status"], "accepted");
    assert_eq!(removed.json()["status"]["type"], "success");
    assert_eq!(OneLoginShapes::default(), OneLoginShapes::LIVE_LIKE);
}

#[tokio::test]
async fn the_documents_differ() {
    let [triggered, first, second, registered, asked, verified, removed] = answers("docs").await;
    assert!(triggered.json()["data"].is_array());
    assert_eq!((first.status, second.status), (200, 200));
    assert!(registered.json()[0].is_object() && asked.json()[0]["device_id"].is_string());
    assert_eq!(verified.json()["status"]["type"], "success");
    assert_eq!(removed.json(), json!({}));
}

#[tokio::test]
async fn the_python_client_can_read_its_own() {
    let [triggered, first, second, registered, asked, verified, removed] = answers("python-4").await;
    assert!(triggered.json()["data"].is_object());
    assert_eq!((first.status, second.status), (200, 201));
    assert!(registered.json().is_object() && asked.json()["device_id"].is_u64());
    assert_eq!(verified.json()["status"], "accepted");
    assert_eq!(removed.json(), Value::Object(serde_json::Map::new()));
}

#[test]
fn other_words_are_refused_with_those_that_are_known() {
    let error = "both".parse::<OneLoginShapes>().expect_err("no such word");
    assert!(error.contains("live-like") && error.contains("docs"));
}
