//! The token endpoint.

use std::time::Duration;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use super::signing::{Signer, fields};
use crate::desk::{Desk, START, header, json as body};

const READ: &str = "okta.users.read";

type Flaw = fn(&mut Value);

async fn ask(desk: &Desk, fields: &[(&str, String)]) -> Response {
    desk.client.post(desk.url("/oauth2/v1/token")).form(fields).send().await.expect("an answer")
}

async fn assert_no_token(response: Response, status: u16, error: &str) -> String {
    assert_eq!(response.status(), status);
    let body = body(response).await;
    assert_eq!(body["error"], error, "{body}");
    body["error_description"].as_str().expect("a description").to_owned()
}

#[tokio::test]
async fn an_assertion_buys_a_token_for_an_hour() {
    let desk = Desk::open().await;
    let assertion = Signer::of_the_file(&desk).assertion(&desk, |_| {});
    let response = ask(&desk, &fields(&assertion, "okta.users.read okta.users.manage okta.apps.manage")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, "x-rate-limit-remaining"), "999");
    let told = body(response).await;
    assert_eq!((&told["token_type"], &told["expires_in"]), (&json!("Bearer"), &json!(3600)));
    assert_eq!(told["scope"], "okta.users.manage okta.users.read", "only what is granted");
    let token = told["access_token"].as_str().unwrap();
    let get = || desk.client.get(desk.url("/api/v1/users/ada@example.com")).bearer_auth(token).send();
    assert_eq!(get().await.unwrap().status(), StatusCode::OK);
    assert_eq!(serde_json::to_value(desk.sandbox.okta().requests()[1].credential).unwrap(), "client");
    desk.sandbox.okta().advance(Duration::from_hours(1));
    let late = get().await.unwrap();
    assert_eq!(late.status(), StatusCode::UNAUTHORIZED);
    assert!(header(&late, "www-authenticate").contains("error=\"invalid_token\""));
}

#[tokio::test]
async fn the_fields_may_stand_in_the_query() {
    let desk = Desk::open().await;
    let fields = fields(&Signer::of_the_file(&desk).assertion(&desk, |_| {}), READ);
    let call = desk.client.post(desk.url("/oauth2/v1/token")).query(&fields).header("content-length", 0);
    assert_eq!(call.send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_registered_elliptic_key_signs_as_well() {
    let desk = Desk::open().await;
    let signer = Signer::elliptic();
    assert_no_token(ask(&desk, &fields(&signer.assertion(&desk, |_| {}), READ)).await, 401, "invalid_client").await;
    let change = json!({ "key": signer.public }).to_string();
    let call = desk.client.post(desk.url("/_sandbox/client")).body(change).send().await.unwrap();
    assert_eq!(body(call).await["keys"].as_array().unwrap().len(), 2);
    assert_eq!(ask(&desk, &fields(&signer.assertion(&desk, |_| {}), READ)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn an_assertion_that_is_wrong_anywhere_buys_nothing() {
    let desk = Desk::open().await;
    let signer = Signer::of_the_file(&desk);
    let flaws: [(&str, Flaw); 8] = [
        ("issuer", |claims| claims["iss"] = json!("0oaOther")),
        ("subject", |claims| claims["sub"] = json!("0oaOther")),
        ("audience", |claims| claims["aud"] = json!("https://elsewhere.example.com/oauth2/v1/token")),
        ("audience", |claims| claims["aud"] = Value::Null),
        ("expired", |claims| claims["exp"] = json!(START)),
        ("one hour", |claims| claims["exp"] = json!(START + 3700)),
        ("no exp", |claims| claims["exp"] = Value::Null),
        ("future", |claims| claims["iat"] = json!(START + 300)),
    ];
    for (word, flaw) in flaws {
        let response = ask(&desk, &fields(&signer.assertion(&desk, flaw), READ)).await;
        let why = assert_no_token(response, 401, "invalid_client").await;
        assert!(why.contains(word), "{word}: {why}");
    }
    let spoiled = signer.assertion(&desk, |_| {}).replacen('.', ".e30", 1);
    assert_no_token(ask(&desk, &fields(&spoiled, READ)).await, 401, "invalid_client").await;
}

#[tokio::test]
async fn an_assertion_is_good_for_one_use() {
    let desk = Desk::open().await;
    let fields = fields(&Signer::of_the_file(&desk).assertion(&desk, |_| {}), READ);
    assert_eq!(ask(&desk, &fields).await.status(), StatusCode::OK);
    let why = assert_no_token(ask(&desk, &fields).await, 401, "invalid_client").await;
    assert!(why.contains("jti"), "{why}");
}

#[tokio::test]
async fn other_grants_and_scopes_are_refused_in_the_words_of_oauth() {
    let desk = Desk::open().await;
    let signer = Signer::of_the_file(&desk);
    let fresh = |scope| fields(&signer.assertion(&desk, |_| {}), scope);
    assert_no_token(ask(&desk, &[]).await, 400, "invalid_request").await;
    let password = [("grant_type", "password".to_owned())];
    assert_no_token(ask(&desk, &password).await, 400, "unsupported_grant_type").await;
    for scope in ["", "openid", "okta.apps.manage"] {
        assert_no_token(ask(&desk, &fresh(scope)).await, 400, "invalid_scope").await;
    }
    let strict = r#"{"ungranted_scopes":"refuse"}"#;
    assert_eq!(desk.control(Method::POST, "/_sandbox/switches", strict).await.status(), 200);
    let some = fresh("okta.users.read okta.apps.manage");
    assert_no_token(ask(&desk, &some).await, 400, "invalid_scope").await;
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say() {
    let desk = Desk::open().await;
    let assertion = Signer::of_the_file(&desk).assertion(&desk, |_| {});
    let told = body(ask(&desk, &fields(&assertion, READ)).await).await;
    let token = told["access_token"].as_str().unwrap();
    let path = desk.factor("ada@example.com", "sms@okta");
    let refused = desk.client.delete(desk.url(&path)).bearer_auth(token).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let why = header(&refused, "www-authenticate");
    assert!(why.starts_with("Bearer ") && why.contains("error=\"insufficient_scope\""), "{why}");
    assert!(why.contains("scope=\"okta.users.manage\"") && why.contains(&format!("resource=\"{path}\"")), "{why}");
    assert_eq!(desk.types("ada@example.com").len(), 5);

    let roles = format!("/oauth2/v1/clients/{}/roles", desk.sandbox.ready().okta.client_id);
    let refused = desk.client.get(desk.url(&roles)).bearer_auth(token).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert_eq!(desk.json(&roles).await[0]["type"], "SUPER_ADMIN");

    let questions = format!("{}/questions", desk.factors("ada@example.com"));
    let refused = desk.client.get(desk.url(&questions)).bearer_auth(token).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN, "an API token may, a scope does not help");
}

#[tokio::test]
async fn an_administrator_can_take_scopes_and_tokens_away() {
    let desk = Desk::open().await;
    let signer = Signer::of_the_file(&desk);
    let told = body(ask(&desk, &fields(&signer.assertion(&desk, |_| {}), READ)).await).await;
    let change = r#"{"scopes":["okta.groups.read"],"end_tokens":true}"#;
    assert_eq!(desk.control(Method::POST, "/_sandbox/client", change).await.status(), 200);
    let token = told["access_token"].as_str().unwrap();
    let ended = desk.client.get(desk.url("/api/v1/users")).bearer_auth(token).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::UNAUTHORIZED);
    assert_no_token(ask(&desk, &fields(&signer.assertion(&desk, |_| {}), READ)).await, 400, "invalid_scope").await;
}
