//! Nobody but the person who was named.

use mfadir_core::{ErrorKind, MfaDirectory, PageRequest, User, UserQuery, UserRef};
use mfadir_onelogin::Api;
use serde_json::{Value, json};

use super::tenant::{asked, directory, envelope, tenant};

async fn by_login(login: &str, data: Value) -> (Result<User, ErrorKind>, Vec<String>) {
    let stub = tenant(move |_| envelope(&data)).await;
    let found = directory(&stub, Api::V1).user(&UserRef::Login(login.to_owned())).await;
    (found.map_err(|error| error.kind()), asked(&stub))
}

fn ada() -> Value {
    json!([{"id": 7, "username": "Ada@example.com", "email": "ada@example.com", "status": 1}])
}

#[tokio::test]
async fn one_request_finds_a_user_name_in_any_case() {
    let (found, asked) = by_login("ada@EXAMPLE.com", ada()).await;
    assert_eq!(found.expect("ada").id.as_str(), "7");
    assert_eq!(asked, ["GET /api/1/users?username=ada%40EXAMPLE.com"]);
}

#[tokio::test]
async fn who_comes_back_under_another_login_is_nobody() {
    for login in ["bob@example.com", "ada", "me", "..", "7", "heidi/ops@example.com"] {
        let (found, asked) = by_login(login, ada()).await;
        assert_eq!(found.expect_err(login), ErrorKind::NotFound);
        assert!(asked.iter().all(|line| line.starts_with("GET /api/1/users?")), "{asked:?}");
    }
}

#[tokio::test]
async fn wildcards_and_nothing_are_not_sent() {
    for login in ["*", "ada*", "!ada@example.com", "a*@example.com", "", " "] {
        let (found, asked) = by_login(login, ada()).await;
        assert_eq!((found.expect_err(login), asked.len()), (ErrorKind::NotFound, 0));
        let stub = tenant(|_| envelope(&ada())).await;
        let query = UserQuery::Email(login.to_owned());
        let page = directory(&stub, Api::V1).users(&query, &PageRequest::default()).await.expect("a page");
        assert_eq!((page.items.len(), asked_of(&stub)), (0, 0));
    }
}

fn asked_of(stub: &mfadir_http::testing::Stub) -> usize {
    asked(stub).len()
}

#[tokio::test]
async fn only_the_address_that_was_asked_for_comes_back() {
    let stub = tenant(|_| {
        envelope(&json!([
            {"id": 7, "username": "ada", "email": "ADA@example.com"},
            {"id": 7, "username": "ada", "email": "ADA@example.com"},
            {"id": 8, "username": "ada@example.com", "email": "other@example.com"},
        ]))
    })
    .await;
    let query = UserQuery::Email("ada@example.com".to_owned());
    let page = directory(&stub, Api::V1).users(&query, &PageRequest::default()).await.expect("a page");
    assert_eq!(page.items.iter().map(|user| user.id.as_str()).collect::<Vec<_>>(), ["7"]);
}

#[tokio::test]
async fn an_id_is_a_number_and_comes_back() {
    let stub = tenant(|_| envelope(&ada())).await;
    let directory = directory(&stub, Api::V1);
    directory.user(&UserRef::Id("7".into())).await.expect("ada");
    for id in ["8", "07", "me", "..", "", "7?x", "ada@example.com"] {
        let error = directory.user(&UserRef::Id(id.into())).await.expect_err(id);
        assert_eq!(error.kind(), ErrorKind::NotFound, "{id}");
        let listed = directory.factors(&id.into()).await;
        assert!(id == "8" || listed.is_err_and(|error| error.kind() == ErrorKind::NotFound), "{id}");
    }
    let expected = ["GET /api/1/users/7", "GET /api/1/users/8", "GET /api/1/users/8/otp_devices"];
    assert_eq!(asked(&stub), expected);
}
