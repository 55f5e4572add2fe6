//! What the owner of a token may do.

use reqwest::{Method, Response, StatusCode};
use serde_json::Value;

use crate::desk::{Desk, column, json};

struct HelpDesk {
    desk: Desk,
    token: String,
}

impl HelpDesk {
    async fn open() -> Self {
        let desk = Desk::open().await;
        let token = desk.sandbox.ready().okta.help_desk_token.reveal().to_owned();
        Self { desk, token }
    }

    async fn call(&self, method: Method, path: &str) -> Response {
        let call = self.desk.client.request(method, self.desk.url(path)).header("content-length", 0);
        call.header("authorization", format!("SSWS {}", self.token)).send().await.expect("an answer")
    }

    async fn status(&self, method: Method, path: &str) -> StatusCode {
        self.call(method, path).await.status()
    }

    async fn get(&self, path: &str) -> Value {
        json(self.call(Method::GET, path).await).await
    }
}

#[tokio::test]
async fn a_help_desk_sees_its_group_and_itself() {
    let help = HelpDesk::open().await;
    let people = column(&help.get("/api/v1/users").await, "/profile/login");
    assert!(people.contains(&"judy@example.com".to_owned()) && !people.contains(&"ada@example.com".to_owned()));
    assert_eq!(column(&help.get("/api/v1/groups").await, "/profile/name"), ["Support"]);
    assert_eq!(help.get("/api/v1/users/me").await["profile"]["login"], "rita@example.com");
    let hidden = help.call(Method::GET, "/api/v1/users/ada@example.com").await;
    assert_eq!(hidden.status(), StatusCode::FORBIDDEN);
    assert_eq!(json(hidden).await["errorCode"], "E0000006");
    assert_eq!(help.status(Method::GET, &help.desk.factors("judy@example.com")).await, StatusCode::OK);
    assert_eq!(help.status(Method::GET, "/api/v1/users/nobody@example.com").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_help_desk_removes_and_resets_in_its_group_alone() {
    let help = HelpDesk::open().await;
    let inside = help.desk.factor("judy@example.com", "push@okta");
    assert_eq!(help.status(Method::DELETE, &inside).await, StatusCode::NO_CONTENT);
    let reset = |login: &str| format!("/api/v1/users/{}/lifecycle/reset_factors", help.desk.id(login));
    assert_eq!(help.status(Method::POST, &reset("kim@example.com")).await, StatusCode::OK);
    help.desk.delete(&help.desk.factor("ada@example.com", "sms@okta")).await;
    let mine = help.get("/api/v1/logs").await.as_array().map_or(0, Vec::len);
    assert!(mine > 0 && mine < help.desk.json("/api/v1/logs").await.as_array().map_or(0, Vec::len));
    for login in ["ada@example.com", "eve@example.com", "rita@example.com"] {
        assert_eq!(help.status(Method::POST, &reset(login)).await, StatusCode::FORBIDDEN, "{login}");
        assert!(!help.desk.types(login).is_empty());
    }
}

#[tokio::test]
async fn a_help_desk_challenges_only_where_that_is_allowed() {
    let help = HelpDesk::open().await;
    let verify = format!("{}/verify", help.desk.factor("peggy@example.com", "push@okta"));
    assert_eq!(help.status(Method::POST, &verify).await, StatusCode::FORBIDDEN);
    let allow = r#"{"help_desk_verifies":true}"#;
    assert_eq!(help.desk.control(Method::POST, "/_sandbox/switches", allow).await.status(), 200);
    assert_ne!(help.status(Method::POST, &verify).await, StatusCode::FORBIDDEN);
    assert_eq!(help.status(Method::POST, &help.desk.factors("peggy@example.com")).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_super_token_acts_for_somebody_else_than_the_usual_one() {
    let desk = Desk::open().await;
    let token = desk.sandbox.ready().okta.super_token.reveal().to_owned();
    for scheme in ["SSWS ", "SSWS"] {
        let call = desk.client.get(desk.url("/api/v1/users/me")).header("authorization", format!("{scheme}{token}"));
        assert_eq!(json(call.send().await.unwrap()).await["profile"]["login"], "eve@example.com", "{scheme:?}");
    }
}
