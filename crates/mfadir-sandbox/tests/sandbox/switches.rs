//! The choices of a tenant.

use mfadir_sandbox::{Engine, Headers};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::desk::{Desk, header, json as body};

#[tokio::test]
async fn before_identity_engine_every_factor_stands_for_itself() {
    let desk = Desk::open_with(|options| options.switches.engine = Engine::V1).await;
    assert_eq!(desk.json("/.well-known/okta-organization").await["pipeline"], "v1");
    let push = desk.factor("ada@example.com", "push@okta");
    assert_eq!(desk.delete(&push).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(desk.types("ada@example.com"), ["totp@okta", "device-key@okta", "sms@okta", "totp@google"]);

    desk.control(Method::POST, "/_sandbox/switches", r#"{"engine":"idx"}"#).await;
    assert_eq!(desk.json("/.well-known/okta-organization").await["pipeline"], "idx");
    let push = desk.factor("eve@example.com", "push@okta");
    assert_eq!(desk.delete(&push).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(desk.types("eve@example.com"), ["webauthn@fido"]);
}

#[tokio::test]
async fn the_older_headers_are_joined_and_longer() {
    let desk = Desk::open_with(|options| options.switches.headers = Headers::Classic).await;
    let response = desk.get("/api/v1/users?limit=2").await;
    assert_eq!(response.headers().get_all("link").iter().count(), 1);
    let link = header(&response, "link");
    assert!(link.contains("rel=\"self\", <") && link.ends_with("rel=\"next\""), "{link}");
    assert_eq!(header(&response, "content-type"), "application/json;charset=UTF-8");
    assert_eq!(header(&response, "x-okta-request-id").len(), 27);
    assert!(header(&response, "set-cookie").starts_with("sid="));
    let gone = desk.delete(&desk.factor("bob@example.com", "sms@okta")).await;
    assert!(gone.headers().get("content-type").is_none() && gone.headers().get("link").is_none());
}

#[tokio::test]
async fn more_requests_at_once_than_are_allowed_meet_a_limit_of_nothing() {
    let desk = Desk::open_with(|options| options.switches.concurrency = Some(1)).await;
    assert_eq!(desk.get("/api/v1/users/me").await.status(), StatusCode::OK, "one at a time");
    let slow = json!({ "path": "/api/v1/groups", "delay": "1s", "times": 1 }).to_string();
    desk.client.post(desk.url("/_sandbox/faults")).body(slow).send().await.unwrap();
    let (token, url) = (desk.sandbox.ready().okta.token.reveal().to_owned(), desk.url("/api/v1/groups"));
    let call = desk.client.get(url).header("authorization", format!("SSWS {token}"));
    let waiting = tokio::spawn(call.send());
    while desk.sandbox.okta().requests().len() < 2 {
        tokio::task::yield_now().await;
    }
    let refused = desk.get("/api/v1/users/me").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    for name in ["x-rate-limit-limit", "x-rate-limit-remaining"] {
        assert_eq!(header(&refused, name), "0");
    }
    assert_eq!(body(refused).await["errorCode"], "E0000047");
    desk.clock.advance(std::time::Duration::from_secs(1));
    assert_eq!(waiting.await.unwrap().unwrap().status(), StatusCode::OK);
    assert_eq!(desk.get("/api/v1/users/me").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn switches_that_are_not_named_stay_and_others_are_refused() {
    let desk = Desk::open().await;
    let turn = |text| desk.control(Method::POST, "/_sandbox/switches", text);
    assert_eq!(body(turn(r#"{"events_delay":"5s"}"#).await).await["events_delay"], "PT5S");
    let now = body(turn(r#"{"dpop":"required","concurrency":3}"#).await).await;
    assert_eq!(
        (&now["events_delay"], &now["dpop"], &now["engine"]),
        (&json!("PT5S"), &json!("required"), &json!("idx"))
    );
    for wrong in [r#"{"engine":"v2"}"#, r#"{"speed":1}"#, "[]"] {
        assert_eq!(turn(wrong).await.status(), StatusCode::BAD_REQUEST, "{wrong}");
    }
    assert_eq!(desk.sandbox.okta().switches().events_delay().as_secs(), 5);
    assert_eq!(desk.sandbox.onelogin().switches().events_delay().as_secs(), 0, "each tenant has its own");
}
