//! The log.

use std::time::Duration;

use mfadir_sandbox::CredentialName::Client;
use reqwest::Method;
use serde_json::{Value, json};

use crate::caller::Caller;

const ADA: &str = "ada@example.com";
const CAROL: &str = "carol@example.com";

impl Caller {
    async fn events(&self, query: &str) -> Vec<Value> {
        self.get(&format!("/api/1/events?{query}")).await.json()["data"].as_array().expect("a list").clone()
    }

    async fn remove(&self, login: &str, factor_type: &str) -> String {
        let device = self.factor(login, factor_type);
        assert_eq!(self.delete(&format!("{}/{device}", self.devices_path(login))).await.status, 200);
        device
    }
}

fn types(events: &[Value]) -> Vec<u64> {
    events.iter().filter_map(|event| event["event_type_id"].as_u64()).collect()
}

#[tokio::test]
async fn a_removal_names_user_device_and_credential() {
    let caller = Caller::new().await;
    let device = caller.remove(ADA, "sms@onelogin").await;
    let events = caller.events(&format!("event_type_id=22,24&user_id={}", caller.id(ADA))).await;
    assert_eq!(types(&events), [24]);
    assert_eq!(events[0]["otp_device_id"].to_string(), device);
    assert_eq!(events[0]["otp_device_name"], "OneLogin SMS");
    assert_eq!(events[0]["client_id"], caller.pair(Client).0);
    assert_eq!(events[0]["created_at"], "2026-01-15T09:30:00.000Z");
    let one = caller.get(&format!("/api/1/events/{}", events[0]["id"])).await.json();
    assert_eq!(one["data"][0], events[0]);
    assert_eq!(caller.get("/api/1/events/1").await.status, 404);
}

#[tokio::test]
async fn every_change_leaves_its_event() {
    let caller = Caller::new().await;
    let begun = caller.begun().await;
    let code = caller.sent(CAROL, &begun.device);
    for code in ["no", code.as_str()] {
        caller.verify(CAROL, &begun.device, &json!({"otp_token": code, "state_token": begun.state_token})).await;
    }
    let carol = caller.id(CAROL);
    caller.put(&format!("/api/1/users/{carol}/lock_user"), &json!({"locked_until": 30})).await;
    caller.post(&format!("/api/2/users/{carol}/unlock"), &json!({})).await;
    caller.put(&format!("/api/1/users/{carol}/logout"), &json!({})).await;
    caller.remove(CAROL, "sms@onelogin").await;
    let events = caller.events(&format!("user_id={carol}")).await;
    assert_eq!(types(&events), [22, 527, 528, 531, 12, 516, 24]);
    let back = caller.events(&format!("user_id={carol}&sort=-id")).await;
    assert_eq!(back.iter().rev().collect::<Vec<_>>(), events.iter().collect::<Vec<_>>());
}

#[tokio::test]
async fn what_is_active_at_once_is_registered_and_not_verified() {
    let caller = Caller::new().await;
    let body = json!({"factor_id": 21_177, "display_name": "Phone", "number": "+15555550177", "verified": true});
    caller.post(&caller.devices_path(CAROL), &body).await;
    assert_eq!(types(&caller.events("").await), [22]);
}

#[tokio::test]
async fn times_and_pages_cut_the_list() {
    let caller = Caller::new().await;
    for factor_type in ["sms@onelogin", "totp@google"] {
        caller.remove(ADA, factor_type).await;
        caller.sandbox.onelogin().advance(Duration::from_mins(1));
    }
    assert_eq!(caller.events("since=2026-01-15T09:31:00Z").await.len(), 1);
    assert_eq!(caller.events("until=2026-01-15T09:31:00Z").await.len(), 1);
    let first = caller.get("/api/1/events?limit=1").await.json();
    let next = first["pagination"]["after_cursor"].as_str().expect("a next page");
    let second = caller.events(&format!("limit=1&after_cursor={next}")).await;
    assert!(second.len() == 1 && second[0] != first["data"][0]);
    assert_eq!(caller.get("/api/1/events?since=yesterday").await.status, 400);
}

#[tokio::test]
async fn events_may_come_late() {
    let caller = Caller::with(|options| options.switches.events_delay = jiff::SignedDuration::from_secs(90)).await;
    caller.remove(ADA, "sms@onelogin").await;
    assert!(caller.events("").await.is_empty());
    caller.sandbox.onelogin().advance(Duration::from_secs(90));
    assert_eq!(caller.events("").await.len(), 1);
}

#[tokio::test]
async fn the_types_need_no_token() {
    let caller = Caller::new().await;
    let answer = caller.send(caller.request(Method::GET, "/api/1/events/types")).await.json();
    let known = answer["data"].as_array().unwrap();
    assert!(known.iter().any(|kind| kind["id"] == 24 && kind["name"].is_string() && kind["description"].is_string()));
    assert_eq!(caller.send(caller.request(Method::GET, "/api/1/events")).await.status, 400);
}
