//! New factors, from the body to the proof that completes them.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    desk::{Desk, header},
    life::{Told, code, enroll, newest, path_of, post, refused, send, shown, tap},
};

const CAROL: &str = "carol@example.com";
const KEY: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn sms() -> Value {
    json!({ "factorType": "sms", "provider": "OKTA", "profile": { "phoneNumber": "+1-613-555-0123" } })
}

async fn activate(desk: &Desk, factor: &Value, body: &Value) -> Told {
    post(desk, &format!("{}/lifecycle/activate", path_of(desk, CAROL, factor)), body).await
}

#[tokio::test]
async fn a_phone_is_pending_until_its_code_comes_back() {
    let desk = Desk::open().await;
    let factor = enroll(&desk, CAROL, "", &sms()).await;
    assert_eq!(
        (&factor["status"], &factor["profile"]["phoneNumber"]),
        (&"PENDING_ACTIVATION".into(), &"+16135550123".into())
    );
    assert!(factor["id"].as_str().is_some_and(|id| id.starts_with("mbl")));
    assert!(factor["_links"]["resend"].as_array().is_some_and(|links| links[0]["name"] == "sms"));
    let (status, unchanged) = activate(&desk, &factor, &json!({})).await;
    assert_eq!((status, &unchanged["status"]), (200, &"PENDING_ACTIVATION".into()));
    let wrong = activate(&desk, &factor, &json!({ "passCode": "x" })).await;
    assert_eq!(refused(&wrong), (403, "E0000068"));
    assert!(wrong.1["errorCauses"][0]["errorSummary"].is_string());
    let (status, active) = activate(&desk, &factor, &json!({ "passCode": code(&desk).await })).await;
    assert_eq!((status, &active["status"], &active["id"]), (200, &"ACTIVE".into(), &factor["id"]));
    assert_eq!(refused(&activate(&desk, &factor, &json!({ "passCode": "1" })).await), (404, "E0000007"));
}

#[tokio::test]
async fn the_outbox_tells_what_was_sent_to_whom() {
    let desk = Desk::open().await;
    let factor = enroll(&desk, CAROL, "", &sms()).await;
    let message = newest(&desk).await;
    let fields: Vec<&str> = message.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields.len(), 7);
    assert!(["at", "channel", "to", "user", "factor", "code", "text"].iter().all(|name| fields.contains(name)));
    assert_eq!((&message["channel"], &message["to"]), (&"sms".into(), &"+16135550123".into()));
    assert_eq!((&message["user"], &message["factor"]), (&CAROL.into(), &factor["id"]));
    assert!(message["text"].as_str().unwrap().contains(message["code"].as_str().unwrap()));
}

#[tokio::test]
async fn what_needs_no_proof_is_active_at_once() {
    let desk = Desk::open().await;
    let answer = json!({ "question": "disliked_food", "answer": "liver" });
    let hotp = json!({ "sharedSecret": KEY });
    let otp = format!("vvccccbnkrtd{}", "cbdefghijklnrtuvcbdefghijklnrtuv");
    let cases = [
        ("", json!({ "factorType": "question", "provider": "OKTA", "profile": answer })),
        ("?activate=true", sms()),
        ("?activate=true", json!({ "factorType": "email", "provider": "OKTA", "profile": { "email": CAROL } })),
        (
            "?activate=true",
            json!({ "factorType": "token:hotp", "provider": "CUSTOM", "factorProfileId": "fpr1", "profile": hotp }),
        ),
        ("", token("RSA", &json!({ "passCode": "123456" }))),
        ("", token("SYMANTEC", &json!({ "passCode": "123456", "nextPassCode": "654321" }))),
        ("", json!({ "factorType": "token:hardware", "provider": "YUBICO", "verify": { "passCode": otp } })),
    ];
    for (query, body) in cases {
        let factor = enroll(&desk, CAROL, query, &body).await;
        assert_eq!(factor["status"], "ACTIVE", "{body}");
        assert_eq!((&factor["factorType"], &factor["provider"]), (&body["factorType"], &body["provider"]));
        assert!(factor["profile"].get("answer").is_none() && factor["profile"].get("sharedSecret").is_none());
    }
    assert_eq!(desk.types(CAROL).len(), 7);
    assert!(desk.json("/api/v1/org/factors/yubikey_token/tokens").await.as_array().unwrap().is_empty());
}

fn token(provider: &str, verify: &Value) -> Value {
    json!({ "factorType": "token", "provider": provider, "profile": { "credentialId": "c1" }, "verify": verify })
}

#[tokio::test]
async fn an_app_learns_its_secret_once_and_shows_real_codes() {
    let desk = Desk::open().await;
    let body = json!({ "factorType": "token:software:totp", "provider": "GOOGLE", "profile": { "sharedSecret": KEY } });
    let factor = enroll(&desk, CAROL, "", &body).await;
    let activation = &factor["_embedded"]["activation"];
    assert_eq!((&activation["sharedSecret"], &activation["encoding"]), (&KEY.into(), &"base32".into()));
    assert_eq!((&activation["timeStep"], &activation["keyLength"]), (&30.into(), &6.into()));
    let picture = desk.client.get(activation["_links"]["qrcode"]["href"].as_str().unwrap()).send().await.unwrap();
    assert_eq!((picture.status(), header(&picture, "content-type")), (StatusCode::OK, "image/png"));
    assert!(picture.bytes().await.unwrap().starts_with(b"\x89PNG"));
    let listed = desk.json(&path_of(&desk, CAROL, &factor)).await;
    assert!(listed.get("_embedded").is_none());
    // RFC 6238 with this key at 1760000000.
    assert_eq!(shown(&desk, CAROL, &factor).len(), 6);
    let (status, active) = activate(&desk, &factor, &json!({ "passCode": shown(&desk, CAROL, &factor) })).await;
    assert_eq!((status, &active["status"]), (200, &"ACTIVE".into()));
}

#[tokio::test]
async fn a_push_is_polled_until_the_user_taps_and_brings_its_family() {
    let desk = Desk::open().await;
    let push = json!({ "factorType": "push", "provider": "OKTA" });
    let factor = enroll(&desk, CAROL, "", &push).await;
    let activation = &factor["_embedded"]["activation"];
    assert_eq!(activation["factorResult"], "WAITING");
    assert_eq!(activation["_links"]["send"].as_array().unwrap().len(), 2);
    let poll = factor["_links"]["poll"]["href"].as_str().unwrap();
    assert!(poll.ends_with("/lifecycle/activate/poll"));
    let (status, waiting) = post(&desk, poll, &Value::Null).await;
    assert_eq!((status, &waiting["factorResult"]), (200, &"WAITING".into()));
    assert_eq!(tap(&desk, CAROL, "approve").await, 204);
    let (status, active) = post(&desk, waiting["_links"]["poll"]["href"].as_str().unwrap(), &Value::Null).await;
    assert_eq!((status, &active["status"], &active["id"]), (200, &"ACTIVE".into(), &factor["id"]));
    assert_eq!(desk.types(CAROL), ["push@okta", "totp@okta", "device-key@okta"]);
    let again = post(&desk, &desk.factors(CAROL), &push).await;
    assert_eq!(refused(&again), (400, "E0000001"));
    assert!(again.1["errorCauses"][0]["errorSummary"].as_str().unwrap().starts_with("Maximum number of enrollments"));
}

#[tokio::test]
async fn a_push_enrollment_ends_and_begins_anew() {
    let desk = Desk::open().await;
    for (act, result) in [("deny", "CANCELLED"), ("wait", "TIMEOUT")] {
        let factor = enroll(&desk, CAROL, "", &json!({ "factorType": "push", "provider": "OKTA" })).await;
        if act == "deny" {
            assert_eq!(tap(&desk, factor["id"].as_str().unwrap(), act).await, 204);
        } else {
            desk.sandbox.okta().advance(Duration::from_mins(5));
            assert_eq!(tap(&desk, CAROL, "approve").await, 404);
        }
        let (_, over) = activate(&desk, &factor, &json!({})).await;
        assert_eq!(over["factorResult"], result);
        let (_, again) = post(&desk, over["_links"]["activate"]["href"].as_str().unwrap(), &json!({})).await;
        assert_eq!(again["factorResult"], "WAITING");
    }
}

#[tokio::test]
async fn a_security_key_takes_any_well_formed_attestation() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let desk = Desk::open().await;
    let factor = enroll(&desk, CAROL, "", &json!({ "factorType": "webauthn", "provider": "FIDO" })).await;
    let challenge = &factor["_embedded"]["activation"]["challenge"];
    let client = json!({ "type": "webauthn.create", "challenge": challenge, "origin": "http://localhost" });
    let wrong = activate(&desk, &factor, &json!({ "attestation": "!", "clientData": "!" })).await;
    assert_eq!(refused(&wrong), (403, "E0000068"));
    let body = json!({ "attestation": STANDARD.encode("cbor"), "clientData": STANDARD.encode(client.to_string()) });
    assert_eq!(activate(&desk, &factor, &body).await.1["status"], "ACTIVE");
}

#[tokio::test]
async fn what_cannot_be_enrolled_is_a_400_that_says_why() {
    let desk = Desk::open().await;
    let profile = |key: &str, value: &str| json!({ key: value });
    let cases = [
        (json!({ "factorType": "signed_nonce", "provider": "OKTA" }), "E0000001"),
        (json!({ "provider": "OKTA" }), "E0000001"),
        (json!({ "factorType": "sms", "provider": "OKTA" }), "E0000098"),
        (json!({ "factorType": "sms", "provider": "OKTA", "profile": profile("phoneNumber", "613") }), "E0000098"),
        (
            json!({ "factorType": "email", "provider": "OKTA", "profile": profile("email", "x@example.com") }),
            "E0000001",
        ),
        (json!({ "factorType": "question", "provider": "OKTA", "profile": profile("question", "none") }), "E0000001"),
        (json!({ "factorType": "token:hotp", "provider": "CUSTOM" }), "E0000001"),
    ];
    for (body, expected) in cases {
        assert_eq!(refused(&post(&desk, &desk.factors(CAROL), &body).await), (400, expected), "{body}");
    }
    let url = desk.url(&desk.factors(CAROL));
    let token = desk.sandbox.ready().okta.token.reveal().to_owned();
    let bad = desk.client.post(url).header("authorization", format!("SSWS {token}")).body("{").send().await.unwrap();
    assert_eq!(bad.status(), 400);
    assert!(desk.types(CAROL).is_empty());
}

#[tokio::test]
async fn a_second_number_takes_the_place_of_the_first_only_where_asked() {
    let desk = Desk::open().await;
    let bob = "bob@example.com";
    let refusal = post(&desk, &desk.factors(bob), &sms()).await;
    assert_eq!(refused(&refusal), (400, "E0000001"));
    assert!(refusal.1["errorCauses"][0]["errorSummary"].as_str().unwrap().contains("existing verified phone"));
    let factor = enroll(&desk, bob, "?updatePhone=true&activate=true", &sms()).await;
    assert_eq!(factor["status"], "ACTIVE");
    assert_eq!(desk.types(bob), ["sms@okta"]);
}

#[tokio::test]
async fn messages_go_out_again_only_after_a_while() {
    let desk = Desk::open().await;
    let call = json!({ "factorType": "call", "provider": "OKTA", "profile": { "phoneNumber": "+16135550124" } });
    let email = json!({ "factorType": "email", "provider": "OKTA", "profile": { "email": CAROL } });
    for (body, expected, pause) in [(sms(), "E0000109", 30), (call, "E0000133", 30), (email, "E0000118", 5)] {
        let factor = enroll(&desk, CAROL, "", &body).await;
        let resend = format!("{}/resend", path_of(&desk, CAROL, &factor));
        let first = code(&desk).await;
        assert_eq!(refused(&post(&desk, &resend, &body).await), (429, expected));
        desk.sandbox.okta().advance(Duration::from_secs(pause));
        assert_eq!(post(&desk, &resend, &body).await.0, 200);
        let second = code(&desk).await;
        assert_ne!(first, second);
        assert_eq!(refused(&activate(&desk, &factor, &json!({ "passCode": first })).await), (403, "E0000068"));
        assert_eq!(activate(&desk, &factor, &json!({ "passCode": second })).await.0, 200);
    }
}

#[tokio::test]
async fn five_wrong_codes_are_enough_for_five_minutes() {
    let desk = Desk::open().await;
    let factor = enroll(&desk, CAROL, "", &sms()).await;
    for _ in 0..5 {
        assert_eq!(refused(&activate(&desk, &factor, &json!({ "passCode": "no" })).await), (403, "E0000068"));
    }
    let right = json!({ "passCode": code(&desk).await });
    assert_eq!(refused(&activate(&desk, &factor, &right).await), (429, "E0000047"));
    let resend = format!("{}/resend", path_of(&desk, CAROL, &factor));
    desk.sandbox.okta().advance(Duration::from_secs(31));
    assert_eq!(refused(&post(&desk, &resend, &sms()).await), (429, "E0000047"));
    desk.sandbox.okta().advance(Duration::from_mins(5));
    assert_eq!(refused(&activate(&desk, &factor, &right).await), (403, "E0000083"));
    assert_eq!(post(&desk, &resend, &sms()).await.0, 200);
    assert_eq!(activate(&desk, &factor, &json!({ "passCode": code(&desk).await })).await.0, 200);
}

#[tokio::test]
async fn a_pending_factor_can_be_removed() {
    let desk = Desk::open().await;
    let factor = enroll(&desk, CAROL, "", &sms()).await;
    assert_eq!(send(&desk, Method::DELETE, &path_of(&desk, CAROL, &factor), &Value::Null).await.0, 204);
}

#[tokio::test]
async fn what_is_agreed_to_at_another_company_is_active_when_it_is_looked_at() {
    let desk = Desk::open().await;
    let factor = enroll(&desk, CAROL, "", &json!({ "factorType": "web", "provider": "DUO" })).await;
    let path = path_of(&desk, CAROL, &factor);
    assert_eq!(desk.json(&path).await["status"], "PENDING_ACTIVATION");
    assert_eq!(tap(&desk, CAROL, "approve").await, 204);
    assert_eq!(desk.json(&path).await["status"], "ACTIVE");
    assert_eq!(tap(&desk, CAROL, "approve").await, 404, "nothing waits any more");
}
