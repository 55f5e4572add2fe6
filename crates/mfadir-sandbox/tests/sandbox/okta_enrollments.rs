//! The newer view: devices, phones, temporary codes.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, column},
    life::{post, refused, send},
};

const KAI: &str = "kai@example.com";
const ADA: &str = "ada@example.com";

fn path(desk: &Desk, login: &str, rest: &str) -> String {
    format!("/api/v1/users/{}/authenticator-enrollments{rest}", desk.id(login))
}

async fn authenticator(desk: &Desk, key: &str) -> String {
    let all = desk.json("/api/v1/authenticators").await;
    let found = all.as_array().expect("a list").iter().find(|one| one["key"] == key).expect("a known key");
    found["id"].as_str().expect("an id").to_owned()
}

fn devices(all: &Value) -> Vec<String> {
    let all = all.as_array().expect("a list").iter().filter(|one| one["key"] == "okta_verify");
    all.map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn everything_is_one_entry() {
    let desk = Desk::open().await;
    let all = desk.json(&path(&desk, ADA, "")).await;
    assert_eq!(column(&all, "/key"), ["okta_password", "okta_verify", "phone_number", "google_otp"]);
    assert_eq!(column(&all, "/type"), ["password", "app", "phone", "app"]);
    let masked = all[2]["profile"]["phoneNumber"].as_str().unwrap();
    assert!(masked.starts_with("+1 XXX-XXX-"), "{masked}");
    let whole = desk.json(&path(&desk, ADA, "?discloseIdentifiers=phone")).await;
    assert!(whole[2]["profile"]["phoneNumber"].as_str().unwrap().starts_with("+1555555"));
    let itself = all[1]["_links"]["self"]["href"].as_str().unwrap();
    assert_eq!(desk.json(itself.trim_start_matches(desk.sandbox.okta().url())).await, all[1]);
    let known = desk.json(&format!("/api/v1/authenticators/{}", authenticator(&desk, "tac").await)).await;
    assert_eq!(known["type"], "tac");
}

#[tokio::test]
async fn one_of_two_devices_goes_and_the_last_takes_the_family() {
    let desk = Desk::open().await;
    let both = devices(&desk.json(&path(&desk, KAI, "")).await);
    assert_eq!(both.len(), 2);
    assert!(both.iter().all(|id| id.starts_with("pfd") && id.len() == 20));
    assert_eq!(desk.delete(&path(&desk, KAI, &format!("/{}", both[0]))).await.status(), 204);
    assert_eq!(desk.types(KAI), ["push@okta", "totp@okta"]);
    assert_eq!(devices(&desk.json(&path(&desk, KAI, "")).await), both[1..]);
    assert_eq!(desk.delete(&path(&desk, KAI, &format!("/{}", both[0]))).await.status(), 404);
    assert_eq!(desk.delete(&path(&desk, KAI, &format!("/{}", both[1]))).await.status(), 204);
    assert!(desk.types(KAI).is_empty());
}

#[tokio::test]
async fn devices_go_with_the_push_and_stay_without_the_code() {
    let desk = Desk::open().await;
    desk.delete(&desk.factor(KAI, "totp@okta")).await;
    assert_eq!(devices(&desk.json(&path(&desk, KAI, "")).await).len(), 2);
    desk.delete(&desk.factor(KAI, "push@okta")).await;
    assert!(devices(&desk.json(&path(&desk, KAI, "")).await).is_empty());
}

#[tokio::test]
async fn a_phone_is_active_at_once() {
    let desk = Desk::open().await;
    let id = authenticator(&desk, "phone_number").await;
    let carol = "carol@example.com";
    let body = json!({ "authenticatorId": id, "profile": { "phoneNumber": "+1-613-555-0123" } });
    let (status, made) = post(&desk, &path(&desk, carol, "/phone"), &body).await;
    assert_eq!((status, &made["key"], &made["status"]), (200, &"phone_number".into(), &"ACTIVE".into()));
    assert_eq!(desk.types(carol), ["sms@okta"]);
    let other = json!({ "authenticatorId": "aut0", "profile": {} });
    assert_eq!(refused(&post(&desk, &path(&desk, carol, "/phone"), &other).await), (404, "E0000007"));
}

#[tokio::test]
async fn a_temporary_code_is_told_once_and_there_is_one_at_a_time() {
    let desk = Desk::open().await;
    let id = authenticator(&desk, "tac").await;
    let tac = path(&desk, ADA, "/tac");
    let body = |field: &str| json!({ "authenticatorId": id, field: { "ttl": 60, "multiUse": true } });
    let (status, first) = post(&desk, &tac, &body("profile")).await;
    assert_eq!((status, &first["type"], &first["profile"]["multiUse"]), (200, &"tac".into(), &true.into()));
    assert!(first["profile"]["tac"].is_string() && first["profile"]["expiresAt"].is_string());
    let (_, second) = post(&desk, &tac, &body("config")).await;
    let listed = desk.json(&path(&desk, ADA, "")).await;
    let listed: Vec<&Value> = listed.as_array().unwrap().iter().filter(|one| one["key"] == "tac").collect();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["id"], second["id"]);
    assert!(listed[0]["profile"].get("tac").is_none());
    let itself = path(&desk, ADA, &format!("/{}", second["id"].as_str().unwrap()));
    assert_eq!(send(&desk, Method::DELETE, &itself, &Value::Null).await.0, 204);
    assert_eq!(desk.get(&itself).await.status(), 404);
    for ttl in [json!(9), json!("14401"), json!("soon")] {
        let body = json!({ "authenticatorId": id, "profile": { "ttl": ttl } });
        assert_eq!(refused(&post(&desk, &tac, &body).await), (400, "E0000001"), "{ttl}");
    }
}

#[tokio::test]
async fn a_temporary_code_ends_by_itself() {
    let desk = Desk::open().await;
    let body = json!({ "authenticatorId": authenticator(&desk, "tac").await, "profile": { "ttl": "10" } });
    let (_, made) = post(&desk, &path(&desk, ADA, "/tac"), &body).await;
    desk.sandbox.okta().advance(Duration::from_mins(10));
    let itself = path(&desk, ADA, &format!("/{}", made["id"].as_str().unwrap()));
    assert_eq!(desk.get(&itself).await.status(), 404);
}

#[tokio::test]
async fn the_older_engine_has_none_of_it() {
    let desk = Desk::open_with(|options| options.switches.engine = mfadir_sandbox::Engine::V1).await;
    for path in ["/api/v1/authenticators".to_owned(), path(&desk, ADA, "")] {
        assert_eq!(desk.get(&path).await.status(), 401, "{path}");
    }
}
