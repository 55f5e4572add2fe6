//! Spoiled answers keep what the provider's own bad answers have.

use mfadir_sandbox::Rule;
use serde_json::{Value, json};

use crate::caller::Caller;

impl Caller {
    fn spoil(&self, rule: Value) {
        let rule: Rule = serde_json::from_value(rule).expect("a rule");
        self.sandbox.onelogin().faults().add(rule);
    }
}

#[tokio::test]
async fn a_page_of_the_proxy_says_nothing_of_the_provider() {
    let caller = Caller::new().await;
    caller.spoil(json!({"path": "/api/1/users", "status": 429, "body": "<html>429 Too Many Requests</html>"}));
    let answer = caller.get("/api/1/users").await;
    assert_eq!((answer.status, answer.header("content-type")), (429, Some("text/html")));
    for name in ["x-request-id", "x-ratelimit-remaining", "status", "retry-after"] {
        assert_eq!(answer.header(name), None, "{name}");
    }
}

#[tokio::test]
async fn a_made_up_body_comes_in_the_usual_dress() {
    let caller = Caller::new().await;
    caller.spoil(json!({"path": "/api/1/users", "body": {"data": [[]]}}));
    let answer = caller.get("/api/1/users").await;
    assert_eq!((answer.status, answer.json()), (200, json!({"data": [[]]})));
    assert!(answer.header("x-request-id").is_some() && answer.header("x-ratelimit-remaining").is_some());
}

#[tokio::test]
async fn an_empty_answer_can_stand_for_a_removal_that_happened() {
    let caller = Caller::new().await;
    let (ada, rows) = (caller.id("ada@example.com"), caller.rows("ada@example.com").await);
    caller.spoil(json!({"method": "DELETE", "status": 200, "after": true}));
    let answer = caller.delete(&format!("/api/1/users/{ada}/otp_devices/{}", rows[0]["id"])).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    assert!(caller.rows("ada@example.com").await.iter().all(|row| row["id"] != rows[0]["id"]));
}
