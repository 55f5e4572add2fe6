//! The System Log.

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::{
    desk::{Desk, START, column, json as body},
    life::{code, post, send, tap},
};

const ADA: &str = "ada@example.com";
const LOGS: &str = "/api/v1/logs";

fn next(response: &Response) -> Option<String> {
    let mut links = response.headers().get_all("link").iter().filter_map(|link| link.to_str().ok());
    let next = links.rfind(|link| link.ends_with("rel=\"next\""))?;
    next.split(['<', '>']).nth(1).map(|url| url.split_once("/api").expect("a path").1).map(|path| format!("/api{path}"))
}

async fn events(desk: &Desk, query: &str) -> Value {
    desk.json(&format!("{LOGS}{query}")).await
}

#[tokio::test]
async fn one_code_is_one_event_and_one_push_is_one_for_each_method() {
    let desk = Desk::open().await;
    let path = desk.factor(ADA, "totp@okta");
    let request = crate::desk::header(&desk.delete(&path).await, "x-okta-request-id").to_owned();
    let told = events(&desk, "").await;
    assert_eq!(column(&told, "/eventType"), ["user.mfa.factor.deactivate"]);
    let event = &told[0];
    assert_eq!(event["outcome"], json!({ "result": "SUCCESS", "reason": "User reset OKTA_SOFT_TOKEN factor" }));
    assert_eq!((&event["target"][0]["id"], &event["target"][0]["type"]), (&desk.id(ADA).into(), &"User".into()));
    assert_eq!(event["target"][1]["id"], path.rsplit('/').next().unwrap());
    assert_eq!(event["transaction"]["id"], request);
    assert_eq!(event["debugContext"]["debugData"]["requestUri"], path);
    assert_eq!(
        (&event["actor"]["type"], &event["actor"]["alternateId"]),
        (&"User".into(), &"admin@example.com".into())
    );
    assert!(event["transaction"]["detail"]["requestApiTokenId"].as_str().unwrap().starts_with("00T"));
    desk.delete(&desk.factor(ADA, "push@okta")).await;
    let reasons = column(&events(&desk, "").await, "/outcome/reason");
    assert_eq!(reasons[1..], ["User reset OKTA_VERIFY_PUSH factor", "User reset SIGNED_NONCE factor"]);
}

#[tokio::test]
async fn a_reset_is_told_once_by_the_older_engine_and_for_each_method_by_the_newer() {
    for (engine, expected) in [(mfadir_sandbox::Engine::Idx, 5), (mfadir_sandbox::Engine::V1, 1)] {
        let desk = Desk::open_with(|options| options.switches.engine = engine).await;
        desk.post("/api/v1/users/ada@example.com/lifecycle/reset_factors").await;
        let types = column(&events(&desk, "").await, "/eventType");
        let word = if expected == 1 { "user.mfa.factor.reset_all" } else { "user.mfa.factor.deactivate" };
        assert_eq!(types, vec![word; expected]);
    }
}

#[tokio::test]
async fn the_whole_life_of_a_factor_is_told() {
    let desk = Desk::open().await;
    let carol = "carol@example.com";
    let phone = json!({ "factorType": "sms", "provider": "OKTA", "profile": { "phoneNumber": "+16135550123" } });
    let factor = crate::life::enroll(&desk, carol, "", &phone).await;
    let path = crate::life::path_of(&desk, carol, &factor);
    post(&desk, &format!("{path}/lifecycle/activate"), &json!({ "passCode": "no" })).await;
    post(&desk, &format!("{path}/lifecycle/activate"), &json!({ "passCode": code(&desk).await })).await;
    let (_, begun) = post(&desk, &format!("{}/verify", desk.factor(ADA, "push@okta")), &json!({})).await;
    tap(&desk, ADA, "deny").await;
    send(&desk, Method::GET, begun["_links"]["poll"]["href"].as_str().unwrap(), &Value::Null).await;
    let told = events(&desk, "").await;
    let types = column(&told, "/eventType");
    assert_eq!(
        types,
        [
            "system.sms.send_factor_verify_message",
            "user.mfa.factor.activate",
            "user.mfa.factor.activate",
            "system.push.send_factor_verify_push",
            "user.authentication.auth_via_mfa",
        ]
    );
    assert_eq!(column(&told, "/outcome/result"), ["SUCCESS", "FAILURE", "SUCCESS", "SUCCESS", "FAILURE"]);
    assert_eq!(told[3]["client"]["userAgent"]["rawUserAgent"], "desk/1 (T-7)");
}

#[tokio::test]
async fn a_denied_push_is_told_before_anybody_polls() {
    use mfadir_sandbox::Engine;
    let cases = [
        (Engine::Idx, "user.authentication.auth_via_mfa", json!("OV_RESPONSE_DENY")),
        (Engine::V1, "user.mfa.okta_verify.deny_push", Value::Null),
    ];
    for (engine, what, answer) in cases {
        let desk = Desk::open_with(|options| options.switches.engine = engine).await;
        let (_, begun) = post(&desk, &format!("{}/verify", desk.factor(ADA, "push@okta")), &json!({})).await;
        tap(&desk, ADA, "deny").await;
        let told = events(&desk, "").await;
        assert_eq!(column(&told, "/eventType"), ["system.push.send_factor_verify_push", what]);
        assert_eq!(told[1]["debugContext"]["debugData"]["pushOnlyResponseType"], answer);
        assert_eq!((&told[1]["actor"]["id"], &told[1]["outcome"]["result"]), (&desk.id(ADA).into(), &"FAILURE".into()));
        send(&desk, Method::GET, begun["_links"]["poll"]["href"].as_str().unwrap(), &Value::Null).await;
        assert_eq!(events(&desk, "").await.as_array().unwrap().len(), 2, "it is told once");
    }
}

#[tokio::test]
async fn filters_words_and_times_choose() {
    let desk = Desk::open().await;
    desk.delete(&desk.factor(ADA, "sms@okta")).await;
    desk.sandbox.okta().advance(Duration::from_hours(1));
    desk.delete(&desk.factor("bob@example.com", "sms@okta")).await;
    let filter = |text: &str| format!("?filter={}", text.replace(' ', "%20").replace('"', "%22"));
    let ada = desk.id(ADA);
    let cases = [
        (filter(&format!("eventType eq \"user.mfa.factor.deactivate\" and target.id eq \"{ada}\"")), 1),
        (filter("target.id eq \"00u0\""), 0),
        (filter("outcome.reason co \"SMS\""), 2),
        (filter("eventType ew \"deactivate\""), 2),
        ("?q=bob".to_owned(), 1),
        (format!("?since={}", moment(START + 60)), 1),
        (format!("?until={}", moment(START + 60)), 1),
        ("?limit=0".to_owned(), 0),
    ];
    for (query, expected) in cases {
        assert_eq!(events(&desk, &query).await.as_array().unwrap().len(), expected, "{query}");
    }
    let descending = events(&desk, "?sortOrder=DESCENDING").await;
    assert_eq!(descending[0]["target"][0]["alternateId"], "bob@example.com");
    for (query, code) in [("?filter=nonsense", "E0000053"), ("?since=soon", "E0000031"), ("?limit=1001", "E0000031")] {
        let response = desk.get(&format!("{LOGS}{query}")).await;
        assert_eq!(response.status(), 400);
        assert_eq!(body(response).await["errorCode"], code);
    }
}

fn moment(second: i64) -> String {
    jiff::Timestamp::from_second(second).expect("a moment of this century").to_string()
}

#[tokio::test]
async fn a_bounded_list_ends_and_a_polled_one_goes_on() {
    let desk = Desk::open().await;
    desk.delete(&desk.factor(ADA, "push@okta")).await;
    let mut path = format!("{LOGS}?limit=1&until={}", moment(START + 60));
    let mut seen = Vec::new();
    loop {
        let response = desk.get(&path).await;
        let link = next(&response);
        seen.extend(column(&body(response).await, "/uuid"));
        let Some(link) = link else { break };
        path = link;
    }
    assert_eq!(seen, column(&events(&desk, "").await, "/uuid"));
    assert_eq!(seen.len(), 3);
    let polled = desk.get(LOGS).await;
    let later = next(&polled).expect("a polled list always has a next page");
    let empty = desk.get(&later).await;
    let later = next(&empty).expect("even where it is empty");
    assert_eq!(body(empty).await, json!([]));
    desk.delete(&desk.factor(ADA, "sms@okta")).await;
    assert_eq!(body(desk.get(&later).await).await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn events_come_after_their_delay() {
    let desk = Desk::open_with(|options| options.switches.events_delay = jiff::SignedDuration::from_secs(5)).await;
    desk.delete(&desk.factor(ADA, "sms@okta")).await;
    let first = desk.get(LOGS).await;
    let later = next(&first).expect("a next page");
    assert_eq!(body(first).await, json!([]));
    desk.sandbox.okta().advance(Duration::from_secs(5));
    assert_eq!(body(desk.get(&later).await).await.as_array().unwrap().len(), 1);
}
