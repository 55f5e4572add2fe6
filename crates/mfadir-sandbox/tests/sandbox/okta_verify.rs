//! Factors that are asked, and proofs that are handed in.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    desk::Desk,
    life::{Told, code, post, refused, send, tap},
};

const ADA: &str = "ada@example.com";
const OSCAR: &str = "oscar@example.com";

async fn verify(desk: &Desk, login: &str, factor_type: &str, body: &Value) -> Told {
    post(desk, &format!("{}/verify", desk.factor(login, factor_type)), body).await
}

fn shown(desk: &Desk, login: &str, factor_type: &str) -> String {
    let path = desk.factor(login, factor_type);
    let id = path.rsplit('/').next();
    crate::life::shown(desk, login, &json!({ "id": id }))
}

#[tokio::test]
async fn a_message_is_sent_and_its_code_is_taken_once() {
    let desk = Desk::open().await;
    for (factor, early) in [("sms@okta", "E0000109"), ("voice@okta", "E0000133"), ("email@okta", "E0000118")] {
        let (status, asked) = verify(&desk, OSCAR, factor, &json!({})).await;
        assert_eq!((status, &asked["factorResult"]), (200, &"CHALLENGE".into()));
        assert!(asked["_links"]["verify"]["href"].is_string() && asked["profile"].is_object());
        assert_eq!(refused(&verify(&desk, OSCAR, factor, &json!({})).await), (429, early));
        assert_eq!(refused(&verify(&desk, OSCAR, factor, &json!({ "passCode": "1" })).await), (403, "E0000068"));
        let right = json!({ "passCode": code(&desk).await });
        assert_eq!(verify(&desk, OSCAR, factor, &right).await, (200, json!({ "factorResult": "SUCCESS" })));
        assert_eq!(refused(&verify(&desk, OSCAR, factor, &right).await), (403, "E0000068"));
    }
}

#[tokio::test]
async fn a_code_that_was_sent_is_good_for_its_time() {
    let desk = Desk::open().await;
    let path = format!("{}/verify?tokenLifetimeSeconds=60", desk.factor(ADA, "sms@okta"));
    assert_eq!(post(&desk, &path, &Value::Null).await.0, 200);
    let right = json!({ "passCode": code(&desk).await });
    desk.sandbox.okta().advance(Duration::from_mins(1));
    assert_eq!(refused(&verify(&desk, ADA, "sms@okta", &right).await), (403, "E0000083"));
}

#[tokio::test]
async fn codes_of_a_clock_have_a_window_and_no_second_use() {
    let desk = Desk::open().await;
    let code = json!({ "passCode": shown(&desk, ADA, "totp@okta") });
    assert_eq!(refused(&verify(&desk, ADA, "totp@okta", &json!({})).await), (400, "E0000001"));
    assert_eq!(verify(&desk, ADA, "totp@okta", &code).await.0, 200);
    assert_eq!(refused(&verify(&desk, ADA, "totp@okta", &code).await), (403, "E0000082"));
    let next = json!({ "passCode": shown(&desk, ADA, "totp@google") });
    desk.sandbox.okta().advance(Duration::from_mins(2));
    assert_eq!(refused(&verify(&desk, ADA, "totp@google", &next).await), (403, "E0000083"));
    assert_eq!(refused(&verify(&desk, ADA, "totp@google", &json!({ "passCode": "0" })).await), (403, "E0000068"));
    let long = "1".repeat(200);
    assert_eq!(refused(&verify(&desk, ADA, "totp@google", &json!({ "passCode": long })).await), (403, "E0000068"));
}

#[tokio::test]
async fn other_kinds_are_verified_in_their_own_way() {
    let desk = Desk::open().await;
    for factor in ["hotp@custom", "yubikey-otp@yubico", "otp-token@rsa", "otp-token@symantec"] {
        let right = json!({ "passCode": shown(&desk, OSCAR, factor) });
        assert_eq!(verify(&desk, OSCAR, factor, &right).await.0, 200, "{factor}");
        assert_eq!(refused(&verify(&desk, OSCAR, factor, &right).await), (403, "E0000082"), "{factor}");
    }
    let none = verify(&desk, OSCAR, "device-key@okta", &json!({})).await;
    assert_eq!(refused(&none), (400, "E0000001"));
    let wrong = verify(&desk, OSCAR, "security-question@okta", &json!({ "answer": "no" })).await;
    assert_eq!(refused(&wrong), (403, "E0000068"));
}

#[tokio::test]
async fn a_security_key_is_asked_and_signs() {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let desk = Desk::open().await;
    let (_, asked) = verify(&desk, OSCAR, "webauthn@fido", &json!({})).await;
    let challenge = &asked["_embedded"]["challenge"]["challenge"];
    assert!(challenge.is_string());
    let client = URL_SAFE_NO_PAD.encode(json!({ "type": "webauthn.get", "challenge": challenge }).to_string());
    let bad = json!({ "clientData": client });
    assert_eq!(refused(&verify(&desk, OSCAR, "webauthn@fido", &bad).await), (403, "E0000068"));
    let good = json!({ "clientData": client, "authenticatorData": "AAAA", "signatureData": "AAAA" });
    assert_eq!(verify(&desk, OSCAR, "webauthn@fido", &good).await.0, 200);
}

#[tokio::test]
async fn a_push_waits_for_the_tap_with_the_number_to_match() {
    let desk = Desk::open().await;
    for (answer, expected) in [(Some("approve"), "SUCCESS"), (Some("deny"), "REJECTED"), (None, "TIMEOUT")] {
        let (status, begun) = verify(&desk, ADA, "push@okta", &json!({ "useNumberMatchingChallenge": true })).await;
        assert_eq!((status, &begun["factorResult"]), (201, &"WAITING".into()));
        let number = &begun["_embedded"]["challenge"]["correctAnswer"];
        assert!(number.is_u64() && begun["expiresAt"].is_string());
        let poll = begun["_links"]["poll"]["href"].as_str().unwrap().to_owned();
        let transaction = poll.rsplit('/').next().unwrap();
        assert!(transaction.starts_with("v2mst."));
        let (_, waiting) = send(&desk, Method::GET, &poll, &Value::Null).await;
        assert_eq!(
            (&waiting["factorResult"], &waiting["_embedded"]["challenge"]["correctAnswer"]),
            (&"WAITING".into(), number)
        );
        match answer {
            Some(answer) => assert_eq!(tap(&desk, transaction, answer).await, 204),
            None => desk.sandbox.okta().advance(Duration::from_mins(5)),
        }
        let (status, over) = send(&desk, Method::GET, &poll, &Value::Null).await;
        assert_eq!((status, &over["factorResult"]), (200, &expected.into()));
        assert_eq!(over["_links"]["verify"].is_object(), expected != "SUCCESS");
    }
}

#[tokio::test]
async fn a_push_without_a_number_is_answered_by_login_and_can_be_taken_back() {
    let desk = Desk::open().await;
    let (_, begun) = verify(&desk, ADA, "push@okta", &json!({})).await;
    assert!(begun.get("_embedded").is_none());
    assert_eq!(tap(&desk, ADA, "perhaps").await, 400);
    assert_eq!(tap(&desk, "bob@example.com", "approve").await, 404);
    let cancel = begun["_links"]["cancel"]["href"].as_str().unwrap();
    assert_eq!(send(&desk, Method::DELETE, cancel, &Value::Null).await.0, 204);
    assert_eq!(refused(&send(&desk, Method::GET, cancel, &Value::Null).await), (404, "E0000007"));
    assert_eq!(tap(&desk, ADA, "approve").await, 404);
    let (_, begun) = verify(&desk, ADA, "push@okta", &json!({})).await;
    assert_eq!(tap(&desk, ADA, "approve").await, 204);
    let poll = begun["_links"]["poll"]["href"].as_str().unwrap();
    assert_eq!(send(&desk, Method::GET, poll, &Value::Null).await.1, json!({ "factorResult": "SUCCESS" }));
}

#[tokio::test]
async fn a_push_tells_the_user_who_asks() {
    let desk = Desk::open().await;
    let response = desk.post(&format!("{}/verify", desk.factor(ADA, "push@okta"))).await;
    assert_eq!(response.status(), 400, "without a User-Agent");
}

#[tokio::test]
async fn five_wrong_codes_lock_the_account_until_it_is_unlocked() {
    let desk = Desk::open().await;
    for _ in 0..5 {
        assert_eq!(refused(&verify(&desk, ADA, "totp@okta", &json!({ "passCode": "no" })).await), (403, "E0000068"));
    }
    let right = json!({ "passCode": shown(&desk, ADA, "totp@okta") });
    assert_eq!(refused(&verify(&desk, ADA, "totp@okta", &right).await), (403, "E0000069"));
    assert_eq!(refused(&verify(&desk, ADA, "push@okta", &json!({})).await), (403, "E0000069"));
    assert_eq!(desk.json("/api/v1/users/ada@example.com").await["status"], "LOCKED_OUT");
    desk.post("/api/v1/users/ada@example.com/lifecycle/unlock").await;
    assert_eq!(verify(&desk, ADA, "totp@okta", &right).await.0, 200);
}

#[tokio::test]
async fn another_users_factor_is_not_found_and_a_pending_one_not_ready() {
    let desk = Desk::open().await;
    let factor = desk.factor(ADA, "sms@okta");
    let stolen = format!("{}/{}/verify", desk.factors("bob@example.com"), factor.rsplit('/').next().unwrap());
    assert_eq!(refused(&post(&desk, &stolen, &json!({})).await), (404, "E0000007"));
    let pending = verify(&desk, "mia@example.com", "push@okta", &json!({})).await;
    assert_eq!(refused(&pending), (403, "E0000107"));
}
