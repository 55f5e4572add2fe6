//! Nobody but the person who was named, and nobody of another domain.

use mfadir_core::{ErrorKind, MfaDirectory, UserRef};
use mfadir_http::testing::answer;
use serde_json::json;

use super::tenant::{ADA, ada, directory, lines, stub, usual};

fn login(text: &str) -> UserRef {
    UserRef::Login(text.to_owned())
}

#[tokio::test]
async fn who_comes_back_under_another_login_or_id_is_nobody() {
    let stub = stub(usual).await;
    let directory = directory(&stub);
    assert_eq!(directory.user(&login("ADA")).await.expect("ada").id.as_str(), ADA);
    for other in [login("ad"), UserRef::Id("0".repeat(32).into())] {
        assert_eq!(directory.user(&other).await.expect_err("somebody else").kind(), ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn who_is_of_another_domain_is_nobody() {
    let stub = stub(|seen| {
        let mut elsewhere = ada();
        elsewhere["domain_id"] = "default".into();
        let list = json!({"users": [elsewhere], "links": {"next": null}});
        let body = if seen.line.contains('?') { list } else { json!({"user": elsewhere}) };
        answer(200, body.to_string())
    })
    .await;
    let directory = directory(&stub);
    for named in [login("ada"), UserRef::Id(ADA.into())] {
        assert_eq!(directory.user(&named).await.expect_err("elsewhere").kind(), ErrorKind::NotFound);
    }
    assert_eq!(directory.factors(&ADA.into()).await.expect_err("elsewhere").kind(), ErrorKind::NotFound);
    assert!(lines(&stub).iter().all(|line| !line.contains("credentials")), "{:?}", lines(&stub));
}

#[tokio::test]
async fn of_two_logins_that_differ_in_case_the_exact_one_is_meant() {
    let stub = stub(|_| {
        let mut other = ada();
        (other["id"], other["name"]) = ("0".repeat(32).into(), "Ada".into());
        answer(200, json!({"users": [other, ada()], "links": {"next": null}}).to_string())
    })
    .await;
    let directory = directory(&stub);
    assert_eq!(directory.user(&login("ada")).await.expect("ada").id.as_str(), ADA);
    assert_eq!(directory.user(&login("ADA")).await.expect_err("either").kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn what_is_no_id_is_not_sent() {
    let stub = stub(usual).await;
    let directory = directory(&stub);
    for id in ["me", "ada", "", "..", &format!("{ADA}/")] {
        assert_eq!(directory.user(&UserRef::Id(id.into())).await.expect_err(id).kind(), ErrorKind::NotFound);
        assert_eq!(directory.factors(&id.into()).await.expect_err(id).kind(), ErrorKind::NotFound);
        assert_eq!(directory.factor(&ADA.into(), &id.into()).await.expect_err(id).kind(), ErrorKind::NotFound);
    }
    assert!(stub.lines().is_empty(), "{:?}", stub.lines());
}
