//! The control paths.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json as value};

use crate::desk::{Desk, column, json};

#[tokio::test]
async fn requests_are_recorded_as_they_were_on_the_wire_and_without_the_secret() {
    let desk = Desk::open().await;
    desk.call(&Method::GET, "/api/v1/users/grace%2Blab%40example.com?fields=id%20x")
        .header("user-agent", "test/1 (T-7)")
        .send()
        .await
        .unwrap();
    let response = desk.client.get(desk.url("/_sandbox/requests")).send().await.unwrap();
    let text = response.text().await.unwrap();
    assert!(!text.contains(desk.sandbox.ready().okta.token.reveal()));
    let body: Value = serde_json::from_str(&text).unwrap();
    let mut request = body["requests"][0].clone();
    assert_eq!(request["request_id"].as_str().unwrap().len(), 32);
    request.as_object_mut().unwrap().remove("request_id");
    let expected = value!({
        "at": "2025-10-09T08:53:20Z", "method": "GET", "path": "/api/v1/users/grace%2Blab%40example.com",
        "query": "fields=id%20x", "status": 200, "credential": "token", "user_agent": "test/1 (T-7)", "fault": null,
    });
    assert_eq!(request, expected);
    assert_eq!(body["requests"].as_array().unwrap().len(), 1, "control paths are not recorded");
    let forgotten = desk.control(Method::DELETE, "/_sandbox/requests", "").await;
    assert_eq!(forgotten.status(), StatusCode::NO_CONTENT);
    assert!(desk.sandbox.okta().requests().is_empty());
}

#[tokio::test]
async fn the_clock_of_one_tenant_is_moved() {
    let desk = Desk::open().await;
    let (okta, onelogin) = (desk.sandbox.okta(), desk.sandbox.onelogin());
    let response = desk.control(Method::POST, "/_sandbox/clock", r#"{"advance":"30s"}"#).await;
    assert_eq!(json(response).await["now"], "2025-10-09T08:53:50Z");
    assert_eq!((okta.now() - onelogin.now()).get_seconds(), 30);
    for wrong in [r#"{"advance":"-1s"}"#, r#"{"advance":"soon"}"#, r#"{"adv":"1s"}"#, "{"] {
        let response = desk.control(Method::POST, "/_sandbox/clock", wrong).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{wrong}");
        assert!(json(response).await["error"].is_string());
    }
}

#[tokio::test]
async fn the_state_shows_hidden_factors_too_and_no_secret() {
    let desk = Desk::open().await;
    let response = desk.client.get(desk.url("/_sandbox/state")).send().await.unwrap();
    let text = response.text().await.unwrap();
    {
        let world = desk.sandbox.okta().world();
        let mut secrets = world.people().iter().flat_map(|person| &person.factors).filter_map(|f| f.secret.as_ref());
        assert!(secrets.all(|secret| !text.contains(secret.reveal())));
    }
    let state: Value = serde_json::from_str(&text).unwrap();
    let nina = state["users"].as_array().unwrap().iter().find(|user| user["login"] == "nina@example.com").unwrap();
    assert_eq!(column(&nina["factors"], "/type"), ["push@okta", "totp@okta", "yubikey-otp@yubico"]);
    assert_eq!(nina["factors"][2]["hidden"], true);
}

#[tokio::test]
async fn rules_are_added_listed_and_cleared() {
    let desk = Desk::open().await;
    let added = desk.control(Method::POST, "/_sandbox/faults", r#"{"status":503,"delay":"2s"}"#).await;
    assert_eq!((added.status(), json(added).await), (StatusCode::CREATED, value!({ "id": 1 })));
    let listed = desk.client.get(desk.url("/_sandbox/faults")).send().await.unwrap();
    assert_eq!(json(listed).await["faults"][0]["rule"]["status"], 503);
    let typo = desk.control(Method::POST, "/_sandbox/faults", r#"{"statsu":503}"#).await;
    assert_eq!(typo.status(), StatusCode::BAD_REQUEST);
    assert_eq!(desk.control(Method::DELETE, "/_sandbox/faults", "").await.status(), StatusCode::NO_CONTENT);
    assert!(desk.sandbox.okta().faults().list().is_empty());
}

#[tokio::test]
async fn a_page_that_was_led_here_under_another_name_is_refused() {
    let desk = Desk::open().await;
    let call = desk.client.get(desk.url("/_sandbox/state")).header("host", "evil.example.com");
    assert_eq!(call.send().await.unwrap().status(), StatusCode::FORBIDDEN);
}
