//! The receiver of webhooks.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::office::Office;

#[tokio::test]
async fn a_webhook_is_kept_with_its_headers_and_its_body() {
    let office = Office::open().await;
    let body = r#"{"schema":"mfadir.notice/v1","subject":"Reset","text":"Your factors","event":{}}"#;
    let call = office.client.post(office.url("/hooks/a/b?from=desk")).header("mfadir-signature", "t=1,v1=00");
    let answer = call.bearer_auth("s3cret").body(body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    let mut kept = office.outbox().await[0].clone();
    let headers = kept.as_object_mut().unwrap().remove("headers").unwrap();
    let expected = json!({ "at": "2025-10-09T08:53:20Z", "channel": "webhook", "to": "/hooks/a/b", "subject": "Reset",
        "text": "Your factors", "signature": "t=1,v1=00", "genuine": false, "body": body });
    assert_eq!(kept, expected);
    assert_eq!((&headers["mfadir-signature"], &headers["authorization"]), (&json!("t=1,v1=00"), &Value::Null));
}

#[tokio::test]
async fn a_body_of_any_kind_is_taken_and_an_unsigned_one_is_told_as_such() {
    let office = Office::open().await;
    let answer = office.client.post(&office.sandbox.ready().desk.webhook).body("not JSON").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    let post = &office.sandbox.desk().post()[0];
    assert_eq!((post.text.as_str(), post.signature.as_ref(), post.genuine), ("not JSON", None, None));
}

#[tokio::test]
async fn the_receiver_can_be_down() {
    let office = Office::open().await;
    office.fault(json!({ "path": "/hooks/**", "status": 500 }));
    let answer = office.client.post(&office.sandbox.ready().desk.webhook).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(office.outbox().await, json!([]));
}
