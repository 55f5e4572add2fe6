//! Factors by version 1.

use mfadir_core::{FactorStatus, FactorType, Kind};
use mfadir_memory::EnrolledFactor;
use serde_json::{Value, json};

use crate::caller::Caller;

impl Caller {
    pub(crate) async fn rows(&self, login: &str) -> Vec<Value> {
        let answer = self.get(&format!("/api/1/users/{}/otp_devices", self.id(login))).await;
        answer.json()["data"]["otp_devices"].as_array().expect("a list").clone()
    }
}

fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter().filter_map(|row| row["auth_factor_name"].as_str()).collect()
}

fn row<'a>(rows: &'a [Value], name: &str) -> &'a Value {
    rows.iter().find(|row| row["auth_factor_name"] == name).expect("a row")
}

#[tokio::test]
async fn a_push_is_listed_twice_with_one_id() {
    let caller = Caller::new().await;
    let rows = caller.rows("ada@example.com").await;
    let mut all = names(&rows);
    all.sort_unstable();
    assert_eq!(all, ["Google Authenticator", "OneLogin Protect", "OneLogin Protect", "OneLogin SMS"]);
    let push: Vec<_> = rows.iter().filter(|row| row["auth_factor_name"] == "OneLogin Protect").collect();
    assert_eq!(push[0]["id"], push[1]["id"]);
    assert_eq!((&push[0]["needs_trigger"], &push[1]["needs_trigger"]), (&json!(true), &json!(false)));
}

#[tokio::test]
async fn a_row_tells_id_state_and_names() {
    let caller = Caller::new().await;
    let rows = caller.rows("ada@example.com").await;
    let (code, sms) = (row(&rows, "Google Authenticator"), row(&rows, "OneLogin SMS"));
    assert!(code["id"].is_u64() && code["active"] == true && code["needs_trigger"] == false);
    assert!(code["user_display_name"].is_string() && code["type_display_name"].is_string());
    assert!(code.get("phone_number").is_none());
    assert!(sms["phone_number"].is_string() && sms["needs_trigger"] == true);
}

#[tokio::test]
async fn pending_and_unknown_factors_are_listed() {
    let caller = Caller::new().await;
    let mut pending = EnrolledFactor::new("90001", FactorType::of(Kind::Voice));
    pending.status = FactorStatus::Pending;
    caller.enroll("carol@example.com", pending);
    caller.enroll("carol@example.com", EnrolledFactor::new("90002", FactorType::of(Kind::Other("Retina".into()))));
    let rows = caller.rows("carol@example.com").await;
    assert_eq!(names(&rows), ["OneLogin Voice", "Retina"]);
    assert_eq!((&rows[0]["active"], &rows[1]["active"]), (&json!(false), &json!(true)));
}

#[tokio::test]
async fn a_removal_answers_with_an_envelope_and_the_second_one_with_a_400() {
    let caller = Caller::new().await;
    let (ada, rows) = (caller.id("ada@example.com"), caller.rows("ada@example.com").await);
    let device = format!("/api/1/users/{ada}/otp_devices/{}", row(&rows, "OneLogin Protect")["id"]);
    let done = caller.delete(&device).await;
    let success = json!({"error": false, "code": 200, "type": "success", "message": "Success"});
    assert_eq!((done.status, done.json()), (200, json!({"status": success})));
    let mut left = caller.rows("ada@example.com").await;
    left.sort_by_key(|row| row["auth_factor_name"].to_string());
    assert_eq!(names(&left), ["Google Authenticator", "OneLogin SMS"]);
    assert_eq!(caller.delete(&device).await.refusal(), (400, json!("Factor could not be found")));
}

#[tokio::test]
async fn nothing_of_somebody_else_is_removed() {
    let caller = Caller::new().await;
    let (bob, rows) = (caller.id("bob@example.com"), caller.rows("ada@example.com").await);
    for row in &rows {
        let answer = caller.delete(&format!("/api/1/users/{bob}/otp_devices/{}", row["id"])).await;
        assert_eq!(answer.refusal(), (400, json!("Factor could not be found")));
    }
    assert_eq!(caller.rows("ada@example.com").await, rows);
}

#[tokio::test]
async fn a_wrong_user_and_a_wrong_id_are_400_too() {
    let caller = Caller::new().await;
    let nobody = caller.delete("/api/1/users/999/otp_devices/1").await;
    assert_eq!(nobody.refusal(), (400, json!("User does not exist")));
    assert_eq!(caller.get("/api/1/users/999/otp_devices").await.refusal(), (400, json!("User does not exist")));
    let odd = caller.delete(&format!("/api/1/users/{}/otp_devices/abc", caller.id("ada@example.com"))).await;
    assert_eq!(odd.refusal(), (400, json!({"attribute": "id", "description": "ID is incorrect"})));
}

#[tokio::test]
async fn what_is_enrolled_is_not_available() {
    let caller = Caller::new().await;
    let available = async |login: &str, word: &str| {
        let answer = caller.get(&format!("/api/1/users/{}/{word}", caller.id(login))).await;
        let factors = answer.json()["data"]["auth_factors"].clone();
        factors.as_array().expect("a list").iter().map(|row| row["name"].clone()).collect::<Vec<Value>>()
    };
    let carol = available("carol@example.com", "auth_factors").await;
    assert!(carol.contains(&json!("OneLogin SMS")), "{carol:?}");
    assert_eq!(available("carol@example.com", "auth_factor").await, carol);
    assert!(!available("ada@example.com", "auth_factors").await.contains(&json!("OneLogin SMS")));
    let nobody = caller.get("/api/1/users/999/auth_factors").await;
    assert_eq!(nobody.refusal(), (404, json!("User for id 999 was not found")));
}
