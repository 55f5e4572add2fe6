//! Tokens.

use std::time::Duration;

use mfadir_sandbox::CredentialName::{Client, ReadUsersClient};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::caller::{Answer, Caller};

const V2: &str = "/auth/oauth2/v2/token";

fn grant() -> Value {
    json!({"grant_type": "client_credentials"})
}

impl Caller {
    fn token_call(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, path)
    }

    async fn token(&self) -> Value {
        let (id, secret) = self.pair(Client);
        self.send(self.token_call(V2).basic_auth(id, Some(secret)).json(&grant())).await.json()
    }

    async fn with_header(&self, path: &str, header: String) -> Answer {
        self.send(self.token_call(path).header("authorization", header).json(&grant())).await
    }
}

#[tokio::test]
async fn every_way_to_present_the_pair_gives_the_same_token() {
    let caller = Caller::new().await;
    let (id, secret) = caller.pair(Client);
    let fields = json!({"grant_type": "client_credentials", "client_id": id, "client_secret": secret});
    let header = format!("client_id:{id}, client_secret:{secret}");
    let answers = [
        caller.send(caller.token_call(V2).basic_auth(&id, Some(&secret)).json(&grant())).await,
        caller.with_header(V2, header.clone()).await,
        caller.with_header("/auth/oauth2/v2/token/", header).await,
        caller.send(caller.token_call(V2).json(&fields)).await,
        caller.send(caller.token_call(V2).form(&fields)).await,
    ];
    let first = answers[0].json();
    for answer in &answers {
        assert_eq!((answer.status, answer.json()), (200, first.clone()));
        assert!(answer.header("x-ratelimit-limit").is_none());
    }
    let token = first["access_token"].as_str().unwrap();
    assert!(token.len() == 64 && token.chars().all(|digit| digit.is_ascii_hexdigit() && !digit.is_uppercase()));
    assert_eq!((&first["expires_in"], &first["token_type"]), (&json!(36000), &json!("bearer")));
    assert_eq!(first["created_at"], "2026-01-15T09:30:00.000Z");
}

#[tokio::test]
async fn version_one_wraps_the_token() {
    let caller = Caller::new().await;
    let (id, secret) = caller.pair(Client);
    let answer = caller.send(caller.token_call("/auth/oauth2/token").basic_auth(id, Some(secret)).json(&grant())).await;
    assert_eq!(answer.json()["status"]["type"], "success");
    assert_eq!(answer.json()["data"], json!([caller.token().await]));
}

#[tokio::test]
async fn a_token_lasts_ten_hours_from_its_first_issue() {
    let caller = Caller::new().await;
    let first = caller.token().await;
    caller.sandbox.onelogin().advance(Duration::from_hours(9));
    assert_eq!(caller.token().await, first, "neither the token nor its times change");
    let bearer = first["access_token"].as_str().unwrap();
    let users = || caller.request(Method::GET, "/api/1/users").bearer_auth(bearer);
    assert_eq!(caller.send(users()).await.status, 200);
    caller.sandbox.onelogin().advance(Duration::from_hours(1));
    assert_eq!(caller.send(users()).await.refusal(), (401, json!("Authentication Failure")));
    assert_ne!(caller.token().await["access_token"], first["access_token"]);
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_said() {
    let caller = Caller::new().await;
    let (id, secret) = caller.pair(Client);
    let post = || caller.token_call(V2).basic_auth(&id, Some(&secret));
    let (json_type, charset) = ("application/json", "application/json; charset=utf-8");
    let body = grant().to_string();
    let cases = [
        (caller.token_call(V2).basic_auth(&id, Some("wrong")).json(&grant()), 401, "Authentication Failure"),
        (caller.token_call(V2).json(&grant()), 400, "The authorization information is missing"),
        (post().json(&json!({"grant_type": "password"})), 400, "grant_type is incorrect"),
        (post().body(body.clone()), 400, "Content Type is not specified"),
        (post().header("content-type", charset).body(body), 400, "Content Type is not specified"),
        (post().header("content-type", json_type).body("{"), 400, "Input JSON is not valid"),
        (caller.request(Method::GET, V2), 404, "No Route Exists"),
    ];
    for (request, status, begins) in cases {
        let (got, message) = caller.send(request).await.refusal();
        assert!(got == status && message.as_str().is_some_and(|text| text.starts_with(begins)), "{got} {message}");
    }
}

#[tokio::test]
async fn only_the_pair_that_has_a_token_can_revoke_it() {
    let caller = Caller::new().await;
    let token = caller.token().await["access_token"].clone();
    let revoke = async |name| {
        let (id, secret) = caller.pair(name);
        let request = caller.token_call("/auth/oauth2/revoke").basic_auth(id, Some(secret));
        caller.send(request.json(&json!({"access_token": token}))).await
    };
    assert_eq!(revoke(ReadUsersClient).await.refusal(), (401, json!("Authentication Failure")));
    assert_eq!(revoke(Client).await.json()["status"]["type"], "success");
    assert_ne!(caller.token().await["access_token"], token);
}

#[tokio::test]
async fn a_refresh_ends_the_token_that_was_good() {
    let caller = Caller::new().await;
    let first = caller.token().await;
    let refresh = |refresh_token: &Value| {
        let fields = json!({"grant_type": "refresh_token", "access_token": first["access_token"], "refresh_token": refresh_token});
        caller.send(caller.token_call(V2).json(&fields))
    };
    assert_eq!(refresh(&json!("wrong")).await.refusal(), (401, json!("Authentication Failure")));
    let second = refresh(&first["refresh_token"]).await;
    assert_eq!(second.status, 200);
    assert_ne!(second.json()["access_token"], first["access_token"]);
    assert_eq!(refresh(&first["refresh_token"]).await.status, 401, "it is over with its token");
}

#[tokio::test]
async fn the_rate_can_be_asked_for_without_using_it() {
    let caller = Caller::new().await;
    caller.get("/api/1/roles").await;
    for _ in 0..2 {
        let data = caller.get("/auth/rate_limit").await.json()["data"].clone();
        assert_eq!((&data["X-RateLimit-Limit"], &data["X-RateLimit-Remaining"]), (&json!(5000), &json!(4999)));
    }
}
