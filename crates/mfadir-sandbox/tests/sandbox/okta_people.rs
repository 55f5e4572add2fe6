//! One person: found by what, shown how, and changed.

use reqwest::StatusCode;
use serde_json::Value;

use crate::desk::{Desk, column, json};

#[tokio::test]
async fn a_person_is_found_by_id_login_short_name_and_me() {
    let desk = Desk::open().await;
    let id = desk.id("ada@example.com");
    for name in [id.as_str(), "ada@example.com", "ADA@Example.com", "ada%40example.com", "ada"] {
        assert_eq!(desk.json(&format!("/api/v1/users/{name}")).await["id"], id, "{name}");
    }
    assert_eq!(desk.json("/api/v1/users/me").await["profile"]["login"], "admin@example.com");
    assert_eq!(desk.json("/api/v1/users/grace%2Blab%40example.com").await["profile"]["login"], "grace+lab@example.com");
}

#[tokio::test]
async fn who_is_not_there_is_named_in_the_404() {
    let desk = Desk::open().await;
    for (name, summary) in [
        ("nobody", "Not found: Resource not found: nobody (User)"),
        ("*", "Not found: Resource not found: * (User)"),
        ("heidi%2Fops%40example.com", "The requested path was not found"),
    ] {
        let response = desk.get(&format!("/api/v1/users/{name}")).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(json(response).await["errorSummary"], summary);
    }
}

#[tokio::test]
async fn a_single_user_has_every_field_and_link_of_its_own() {
    let desk = Desk::open().await;
    let ada = desk.json("/api/v1/users/ada@example.com").await;
    assert_eq!((&ada["id"].as_str().unwrap()[..3], ada["id"].as_str().unwrap().len()), ("00u", 20));
    assert_eq!(ada["created"], "2025-02-03T10:10:11.000Z");
    assert_eq!(ada.pointer("/profile/secondEmail"), Some(&Value::Null));
    assert_eq!(ada.pointer("/transitioningToStatus"), Some(&Value::Null));
    assert_eq!(ada["_links"]["resetFactors"]["method"], "POST");
    let carol = desk.json("/api/v1/users/carol@example.com").await;
    assert_eq!(carol.pointer("/_links/resetFactors"), None);
    let states =
        [("ivan", "LOCKED_OUT"), ("frank", "DEPROVISIONED"), ("peggy", "PASSWORD_EXPIRED"), ("quinn", "STAGED")];
    for (name, status) in states {
        assert_eq!(desk.json(&format!("/api/v1/users/{name}")).await["status"], status);
    }
}

#[tokio::test]
async fn roles_and_groups_of_a_person() {
    let desk = Desk::open().await;
    let path = |login: &str, what: &str| format!("/api/v1/users/{}/{what}", desk.id(login));
    let roles = desk.json(&path("eve@example.com", "roles")).await;
    assert_eq!(column(&roles, "/type"), ["SUPER_ADMIN"]);
    assert_eq!(roles[0]["label"], "Super Administrator");
    assert_eq!(desk.json(&path("ada@example.com", "roles")).await, Value::Array(Vec::new()));
    let groups = desk.json(&path("ada@example.com", "groups")).await;
    assert_eq!(column(&groups, "/profile/name"), ["Everyone", "Engineering"]);
    assert_eq!(column(&groups, "/type"), ["BUILT_IN", "OKTA_GROUP"]);
}

#[tokio::test]
async fn a_lock_is_lifted_once() {
    let desk = Desk::open().await;
    let path = format!("/api/v1/users/{}/lifecycle/unlock", desk.id("ivan@example.com"));
    let response = desk.post(&path).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(json(response).await, serde_json::json!({}));
    assert_eq!(desk.json("/api/v1/users/ivan").await["status"], "ACTIVE");
    let again = desk.post(&path).await;
    assert_eq!(again.status(), StatusCode::FORBIDDEN);
    assert_eq!(json(again).await["errorCode"], "E0000032");
}

#[tokio::test]
async fn sessions_end_and_tokens_only_where_asked() {
    let desk = Desk::open().await;
    let id = desk.id("ada@example.com");
    let held = || {
        let world = desk.sandbox.okta().world();
        let ada = world.person_by_login("ada@example.com").unwrap();
        (ada.sessions, ada.tokens)
    };
    assert_eq!(held(), (1, 1));
    assert_eq!(desk.delete(&format!("/api/v1/users/{id}/sessions")).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(held(), (0, 1));
    desk.delete(&format!("/api/v1/users/{id}/sessions?oauthTokens=true")).await;
    assert_eq!(held(), (0, 0));
}
