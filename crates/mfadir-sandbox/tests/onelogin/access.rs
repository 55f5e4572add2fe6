//! Who may do what, how often, and what every answer carries.

use std::time::Duration;

use mfadir_sandbox::CredentialName::{Client, ManageUsersClient, None as Nobody, ReadUsersClient, Wrong};
use reqwest::Method;
use serde_json::json;

use crate::caller::Caller;

#[tokio::test]
async fn the_bearer_is_read_in_every_spelling() {
    let caller = Caller::new().await;
    let token = caller.token_of(Client).await;
    for header in [format!("Bearer {token}"), format!("bearer:{token}"), format!("bearer: {token}")] {
        let request = caller.request(Method::GET, "/api/1/roles").header("authorization", &header);
        assert_eq!(caller.send(request).await.status, 200, "{header}");
    }
}

#[tokio::test]
async fn a_missing_and_a_wrong_token_are_told_apart() {
    let caller = Caller::new().await;
    let get = |path: &str| caller.request(Method::GET, path);
    let missing = caller.send(get("/api/1/roles")).await;
    assert_eq!(missing.refusal(), (400, json!("Authorization Information is incorrect")));
    assert_eq!(missing.header("cache-control"), Some("no-cache"));
    let wrong = caller.send(get("/api/1/roles").bearer_auth("0")).await;
    assert_eq!(wrong.refusal(), (401, json!("Authentication Failure")));
    let wrong = caller.send(get("/api/2/roles").bearer_auth("0")).await;
    assert_eq!(wrong.refusal_v2(), (401, json!("UnauthorizedError")));
    let seen: Vec<_> = caller.sandbox.onelogin().requests().iter().map(|request| request.credential).collect();
    assert_eq!(seen, [Nobody, Wrong, Wrong]);
}

#[tokio::test]
async fn a_scope_that_is_too_small_is_a_401_in_version_one_and_a_403_in_version_two() {
    let caller = Caller::new().await;
    let ada = caller.id("ada@example.com");
    let device = format!("/api/1/users/{ada}/otp_devices/1");
    let read_only = caller.call_as(ReadUsersClient, Method::DELETE, &device).await;
    assert_eq!(read_only.refusal(), (401, json!("Insufficient Permission")));
    let manage = caller.call_as(ManageUsersClient, Method::DELETE, &device).await;
    assert_eq!(manage.refusal(), (400, json!("Factor could not be found")));
    let devices = format!("/api/2/mfa/users/{ada}/devices");
    let manage = caller.call_as(ManageUsersClient, Method::GET, &devices).await;
    assert_eq!(manage.refusal_v2(), (403, json!("ForbiddenAction")));
    assert_eq!(caller.call_as(ReadUsersClient, Method::GET, &format!("/api/2/users/{ada}")).await.status, 200);
}

#[tokio::test]
async fn unknown_paths_and_methods_have_no_route() {
    let caller = Caller::new().await;
    for path in ["/", "/api/1/nothing", "/api/2/mfa/users/1/nothing", "/auth/oauth2/nothing", "/api/1/users/"] {
        let answer = caller.get(path).await;
        assert!(answer.status == 404 && answer.json()["status"]["message"] == "No Route Exists", "{path}");
    }
    assert_eq!(caller.delete("/api/1/users").await.status, 404);
}

#[tokio::test]
async fn version_one_counts_the_hour_and_version_two_does_not() {
    let caller = Caller::new().await;
    let first = caller.get("/api/1/roles").await;
    caller.sandbox.onelogin().advance(Duration::from_secs(7));
    let v2 = caller.get("/api/2/roles").await;
    let second = caller.get("/api/1/roles").await;
    let rate = |answer: &crate::caller::Answer| {
        ["limit", "remaining", "reset"].map(|part| answer.header(&format!("x-ratelimit-{part}")).map(str::to_owned))
    };
    assert_eq!(rate(&first), ["5000", "4999", "3600"].map(|part| Some(part.to_owned())));
    assert_eq!(rate(&second), ["5000", "4998", "3593"].map(|part| Some(part.to_owned())));
    assert_eq!(rate(&v2), [None, None, None]);
}

#[tokio::test]
async fn a_spent_hour_refuses_until_it_ends() {
    let caller = Caller::with(|options| options.rate_limit = Some(2)).await;
    for status in [200, 200, 429] {
        assert_eq!(caller.get("/api/1/roles").await.status, status);
    }
    caller.sandbox.onelogin().advance(Duration::from_hours(1));
    assert_eq!(caller.get("/api/1/roles").await.status, 200);
}

#[tokio::test]
async fn the_two_services_show_in_their_headers() {
    let caller = Caller::new().await;
    let (v1, v2) = (caller.get("/api/1/users").await, caller.get("/api/2/users").await);
    assert_eq!(v1.header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!((v1.header("status"), v1.header("link")), (Some("200 OK"), Some("")));
    assert_eq!(v2.header("content-type"), Some("application/json"));
    assert_eq!(v2.header("status"), None);
    let seen = caller.sandbox.onelogin().requests();
    let ids: Vec<_> = seen.iter().filter(|request| request.path.starts_with("/api")).map(|r| &r.request_id).collect();
    assert_eq!([v1.header("x-request-id"), v2.header("x-request-id")], [Some(ids[0].as_str()), Some(ids[1].as_str())]);
}
