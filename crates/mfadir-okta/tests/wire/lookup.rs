//! Nobody but the person who was named.

use mfadir_core::{ErrorKind, MfaDirectory, User, UserRef};
use mfadir_http::testing::Stub;
use serde_json::{Value, json};

use super::tenant::{ADA, directory, found, refusal, user};

async fn by_login(login: &str, body: Value) -> (Result<User, ErrorKind>, Vec<String>) {
    let stub = Stub::new(move |_| found(&body)).await;
    let found = directory(&stub).user(&UserRef::Login(login.to_owned())).await;
    (found.map_err(|error| error.kind()), stub.lines())
}

#[tokio::test]
async fn an_ordinary_login_is_one_segment_of_one_request() {
    let (found, asked) = by_login("grace+lab@example.com", user(ADA, "Grace+Lab@example.com")).await;
    assert_eq!(found.expect("grace").id.as_str(), ADA);
    assert_eq!(asked, ["GET /api/v1/users/grace%2Blab@example.com"]);
}

#[tokio::test]
async fn a_login_that_a_path_would_misread_is_searched_for() {
    let searches = [
        ("heidi/ops@example.com", "GET /api/v1/users?search=profile.login%20eq%20%22heidi%2Fops%40example.com%22"),
        ("me", "GET /api/v1/users?search=profile.login%20eq%20%22me%22"),
        ("..", "GET /api/v1/users?search=profile.login%20eq%20%22..%22"),
    ];
    for (login, search) in searches {
        let (found, asked) = by_login(login, json!([user(ADA, "other"), user(ADA, login)])).await;
        assert_eq!((found.expect(login).login.as_str(), asked), (login, vec![search.to_owned()]));
    }
    let (found, asked) = by_login(ADA, json!([user(ADA, "ada@example.com")])).await;
    assert_eq!((found.expect_err("an id"), asked.len()), (ErrorKind::NotFound, 1));
    assert!(asked[0].starts_with("GET /api/v1/users?search="), "{asked:?}");
}

#[tokio::test]
async fn who_comes_back_under_another_login_or_id_is_nobody() {
    let (found, _) = by_login("ada", user(ADA, "ada@example.com")).await;
    assert_eq!(found.expect_err("a short name"), ErrorKind::NotFound);
    let stub = Stub::new(|_| found_ada()).await;
    let other = UserRef::Id("00u9a2b3c4d5e6F7G0h7".into());
    assert_eq!(directory(&stub).user(&other).await.expect_err("another").kind(), ErrorKind::NotFound);
}

fn found_ada() -> axum::response::Response {
    found(&user(ADA, "ada@example.com"))
}

#[tokio::test]
async fn what_is_no_id_is_not_sent() {
    let stub = Stub::new(|_| found_ada()).await;
    let directory = directory(&stub);
    for id in ["me", "ada", "ada@example.com", "", "..", "00u1a2b3c4d5e6F7G0h/"] {
        let who = UserRef::Id(id.into());
        assert_eq!(directory.user(&who).await.expect_err(id).kind(), ErrorKind::NotFound);
        assert_eq!(directory.factors(&id.into()).await.expect_err(id).kind(), ErrorKind::NotFound);
    }
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn nobody_is_nobody_only_when_okta_says_so() {
    let stub = Stub::new(|_| refusal(404, "E0000007", "Not found: Resource not found: x (User)")).await;
    let who = UserRef::Login("x@example.com".to_owned());
    let error = directory(&stub).user(&who).await.expect_err("nobody");
    assert_eq!(error.to_string(), "could not find the user on acme: no user has the login \"x@example.com\"");
    for body in ["<html>", "", r#"{"status":404,"message":"no"}"#] {
        let stub = Stub::new(move |_| mfadir_http::testing::answer(404, body)).await;
        assert_eq!(directory(&stub).user(&who).await.expect_err("a proxy").kind(), ErrorKind::Unexpected);
    }
}
