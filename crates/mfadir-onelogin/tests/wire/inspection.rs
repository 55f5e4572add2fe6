//! What is told about a credential.

use axum::response::Response;
use mfadir_core::Inspector;
use mfadir_http::testing::{Seen, answer};
use mfadir_onelogin::Api;
use serde_json::json;

use super::tenant::{directory, envelope, tenant};

fn serve(seen: &Seen, scope_is_all: bool) -> Response {
    match seen.line.as_str() {
        "GET /auth/rate_limit" => {
            envelope(&json!({"X-RateLimit-Limit": 5000, "X-RateLimit-Remaining": 4988, "X-RateLimit-Reset": 832}))
        }
        "GET /api/1/users?limit=1" => envelope(&json!([{"id": 7, "username": "ada"}])),
        "GET /api/1/users/7/otp_devices" => envelope(&json!({"otp_devices": []})),
        _ if scope_is_all => answer(200, "[]"),
        _ => answer(403, r#"{"statusCode":403,"name":"ForbiddenAction","message":"no"}"#),
    }
}

async fn findings(scope_is_all: bool) -> Vec<String> {
    let stub = tenant(move |seen| serve(seen, scope_is_all)).await;
    let inspection = directory(&stub, Api::V1).inspect().await.expect("an inspection");
    assert!(stub.lines().iter().skip(1).all(|line| line.starts_with("GET ")), "the control: reads alone");
    inspection.findings.into_iter().map(|finding| finding.text).collect()
}

#[tokio::test]
async fn tells_that_it_signs_in_the_lifetime_and_the_scope_as_far_as_it_shows() {
    let told = findings(true).await;
    assert_eq!(told[0], "signs in");
    assert!(told[1].starts_with("its token lasts 9h 30m more"), "{}", told[1]);
    assert!(told[4].contains("Manage All"), "{}", told[4]);
    assert!(findings(false).await[4].contains("shows when it does"));
}

#[tokio::test]
async fn the_account_comes_with_the_token_and_costs_nothing_more() {
    let stub = tenant(|seen| serve(seen, false)).await;
    let directory = directory(&stub, Api::V1);
    let told = directory.tenant_id().await.expect("told");
    assert_eq!((told.as_deref(), stub.lines().len()), (Some("40217"), 1), "{:?}", stub.lines());
    directory.inspect().await.expect("an inspection");
    let before = stub.lines().len();
    directory.tenant_id().await.expect("told");
    assert_eq!(stub.lines().len(), before);
}
