//! Answers that are spoiled.

use std::{error::Error, io, time::Duration};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json as value};

use crate::desk::{Desk, clock, column, header, json};

const BOB: &str = "bob@example.com";

impl Desk {
    fn fault(&self, rule: &Value) {
        self.sandbox.okta().faults().add(serde_json::from_value(rule.clone()).expect("a rule"));
    }
}

#[tokio::test]
async fn a_made_up_answer_comes_before_the_act_or_after_it() {
    for (after, left) in [(false, 1), (true, 0)] {
        let desk = Desk::open().await;
        let path = desk.factor(BOB, "sms@okta");
        desk.fault(&value!({
            "method": "DELETE", "path": "/api/v1/users/*/factors/*", "times": 1, "status": 503, "after": after,
            "body": { "errorCode": "E0000010" },
        }));
        let response = desk.delete(&path).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(header(&response, "x-okta-request-id").len(), 32, "made-up answers are dressed too");
        assert_eq!(json(response).await["errorCode"], "E0000010");
        assert_eq!(desk.types(BOB).len(), left);
        let seen = desk.sandbox.okta().requests();
        assert_eq!((seen[0].status, seen[0].fault), (Some(503), Some(1)));
    }
}

#[tokio::test]
async fn headers_of_a_rule_win() {
    let desk = Desk::open().await;
    let headers = value!({ "x-rate-limit-limit": "0", "x-rate-limit-remaining": "0", "retry-after": "7", "date": "" });
    desk.fault(&value!({ "status": 429, "headers": headers, "body": "<html>no</html>" }));
    let response = desk.get("/api/v1/users/me").await;
    assert_eq!((header(&response, "x-rate-limit-limit"), header(&response, "retry-after")), ("0", "7"));
    assert_eq!(response.text().await.unwrap(), "<html>no</html>");
}

#[tokio::test]
async fn a_cut_body_arrives_in_part_and_is_an_error() {
    let desk = Desk::open().await;
    let path = desk.factors(BOB);
    let whole = desk.get(&path).await.bytes().await.unwrap();
    desk.fault(&value!({ "cut": 20, "times": 1 }));
    let mut response = desk.get(&path).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.content_length(), Some(whole.len() as u64));
    assert_eq!(response.chunk().await.unwrap().unwrap(), whole[..20]);
    assert!(response.chunk().await.is_err());
    assert_eq!(desk.get(&path).await.bytes().await.unwrap(), whole);
}

#[tokio::test]
async fn a_reset_leaves_no_answer_and_the_act_done_or_not() {
    for (after, left) in [(false, 1), (true, 0)] {
        let desk = Desk::open().await;
        let path = desk.factor(BOB, "sms@okta");
        desk.fault(&value!({ "method": "DELETE", "reset": true, "times": 1, "after": after }));
        let error = desk.call(&Method::DELETE, &path).send().await.unwrap_err();
        assert_eq!(io_kind(&error), Some(io::ErrorKind::ConnectionReset), "{error:?}");
        assert_eq!(desk.types(BOB).len(), left);
        assert_eq!(desk.sandbox.okta().requests()[0].status, None);
    }
}

fn io_kind(error: &reqwest::Error) -> Option<io::ErrorKind> {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            return Some(io.kind());
        }
        cause = error.source();
    }
    None
}

#[tokio::test]
async fn a_delay_passes_on_the_clock_of_the_sandbox() {
    let hands = clock();
    let given = hands.clone();
    let desk = Desk::open_with(move |options| options.clock = given).await;
    desk.fault(&value!({ "delay": "2s" }));
    let call = tokio::spawn(desk.call(&Method::GET, "/api/v1/users/me").send());
    while hands.slept().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(hands.slept(), [Duration::from_secs(2)]);
    assert!(!call.is_finished());
    hands.advance(Duration::from_secs(2));
    assert_eq!(call.await.unwrap().unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_caller_who_gives_up_is_recorded_without_a_status() {
    let desk = Desk::open().await;
    desk.fault(&value!({ "delay": "1h", "after": true }));
    let path = desk.factor(BOB, "sms@okta");
    let call = tokio::spawn(desk.call(&Method::DELETE, &path).send());
    while !desk.types(BOB).is_empty() {
        tokio::task::yield_now().await;
    }
    call.abort();
    assert_eq!(desk.sandbox.okta().requests()[0].status, None);
}

#[tokio::test]
async fn rows_can_come_twice_and_words_can_change() {
    let desk = Desk::open().await;
    desk.fault(&value!({ "duplicate": true, "replace": { "text": "\"sms\"", "with": "\"retina\"" } }));
    let factors = desk.json(&desk.factors(BOB)).await;
    assert_eq!(column(&factors, "/factorType"), ["retina", "retina"]);
}

#[tokio::test]
async fn bodies_of_every_strange_kind() {
    let desk = Desk::open().await;
    for (body, expected) in [(value!(null), "null"), (value!(""), ""), (value!([]), "[]")] {
        desk.fault(&value!({ "body": body, "times": 1, "status": 200 }));
        assert_eq!(desk.get("/api/v1/users/me").await.text().await.unwrap(), expected);
    }
}
