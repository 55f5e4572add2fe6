//! The account and its group.

use mfadir_core::UserStatus;
use mfadir_sandbox::CredentialName::ManageUsersClient;
use reqwest::Method;
use serde_json::json;

use crate::caller::Caller;

#[tokio::test]
async fn a_locked_account_proves_nothing_until_it_is_unlocked() {
    let caller = Caller::new().await;
    let (ada, totp) = (caller.id("ada@example.com"), caller.factor("ada@example.com", "totp@google"));
    let lock = format!("/api/1/users/{ada}/lock_user");
    assert_eq!(caller.put(&lock, &json!({"locked_until": "0"})).await.json()["status"]["type"], "success");
    assert_eq!(caller.id("ada@example.com"), ada);
    assert_eq!(caller.get(&format!("/api/2/users/{ada}")).await.json()["status"], 3);
    let code = json!({"otp_token": caller.shown("ada@example.com", &totp)});
    assert_eq!(caller.verify("ada@example.com", &totp, &code).await.refusal(), Caller::failed());
    assert_eq!(caller.post(&format!("/api/2/users/{ada}/unlock"), &json!({})).await.status, 200);
    assert_eq!(caller.verify("ada@example.com", &totp, &code).await.status, 200);
}

#[tokio::test]
async fn a_lock_asks_for_a_time_a_user_and_all_rights() {
    let caller = Caller::new().await;
    let somebody = caller.somebody(&UserStatus::Active);
    let path = format!("/api/1/users/{somebody}/lock_user");
    assert_eq!(caller.put(&path, &json!({})).await.refusal().1["attribute"], "locked_until");
    assert_eq!(caller.put("/api/1/users/999/lock_user", &json!({"locked_until": 1})).await.status, 404);
    let small = caller.call_as(ManageUsersClient, Method::PUT, &path).await;
    assert_eq!(small.refusal(), (401, json!("Insufficient Permission")));
}

#[tokio::test]
async fn everybody_is_in_the_group_of_their_department() {
    let caller = Caller::new().await;
    let groups = caller.get("/api/1/groups").await.json()["data"].clone();
    let groups = groups.as_array().expect("a list");
    let engineering = groups.iter().find(|group| group["name"] == "Engineering").expect("a group");
    assert!(groups.iter().all(|group| group["name"] != "Everyone"));
    let ada = caller.get(&format!("/api/1/users/{}", caller.id("ada@example.com"))).await.json();
    assert_eq!(ada["data"][0]["group_id"], engineering["id"]);
    let one = caller.get(&format!("/api/1/groups/{}", engineering["id"])).await.json();
    assert_eq!(one["data"], json!([engineering]));
    assert_eq!(caller.get("/api/1/groups/1").await.status, 400);
}

#[tokio::test]
async fn version_one_tags_its_successes() {
    let caller = Caller::new().await;
    let [first, second] = [caller.get("/api/1/roles").await, caller.get("/api/1/roles").await];
    let tag = first.header("etag").expect("a tag");
    assert!(tag.starts_with("W/\"") && tag.len() == 36, "{tag}");
    assert_eq!(second.header("etag"), Some(tag));
    assert_eq!(caller.get("/api/2/roles").await.header("etag"), None);
    assert_eq!(caller.get("/api/1/users/999").await.header("etag"), None);
}

#[tokio::test]
async fn refusals_have_the_headers_of_their_version() {
    let caller = Caller::new().await;
    let one = caller.get("/api/1/users/999").await;
    assert_eq!((one.status, one.header("content-type")), (404, Some("application/json; charset=utf-8")));
    assert_eq!((one.header("status"), one.header("cache-control")), (Some("404 Not Found"), Some("no-cache")));
    assert!(one.header("x-request-id").is_some() && one.header("x-ratelimit-remaining").is_some());
    let two = caller.get("/api/2/users/999").await;
    assert_eq!((two.status, two.header("content-type")), (404, Some("application/json")));
    assert!(two.header("x-request-id").is_some() && two.header("status").is_none());
}
