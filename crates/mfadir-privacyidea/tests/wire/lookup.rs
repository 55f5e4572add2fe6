//! Nobody but the person who was named.

#![expect(clippy::disallowed_methods, reason = "whom a write is about is decided by the lookup")]

use mfadir_core::{ErrorKind, MfaDirectory, PageRequest, ResetOptions, User, UserQuery, UserRef};
use mfadir_http::testing::Stub;
use serde_json::{Value, json};

use super::tenant::{asked, directory, refusal, tenant, value};

const REALMS: &str = "GET /realm/";

/// A server of one realm in which a search finds these people, whatever is searched for.
async fn finding(people: Value) -> Stub {
    tenant(move |seen| match seen.line.as_str() {
        REALMS => value(json!({"people": {"default": true}, "guests": {}})),
        _ => value(people.clone()),
    })
    .await
}

async fn by_login(login: &str, people: Value) -> (Result<User, ErrorKind>, Vec<String>) {
    let stub = finding(people).await;
    let found = directory(&stub).user(&UserRef::Login(login.to_owned())).await;
    (found.map_err(|error| error.kind()), asked(&stub))
}

fn row(login: &str) -> Value {
    json!({"username": login, "userid": "1", "resolver": "staff", "email": "ada@example.com"})
}

#[tokio::test]
async fn one_request_finds_a_login_in_any_case() {
    let (found, asked) = by_login("ADA", json!([row("ada")])).await;
    assert_eq!(found.expect("ada").id.as_str(), "ada@people/staff");
    assert_eq!(asked, ["GET /user/?realm=people&username=ADA"]);
}

#[tokio::test]
async fn a_wildcard_finds_who_is_spelled_so_and_nobody_else() {
    let many = json!([row("ada"), row("a*"), row("alan")]);
    for login in ["*", "a?", "al*", "!ada", "ada@people", "%", "a_a"] {
        let (found, _) = by_login(login, many.clone()).await;
        assert_eq!(found.expect_err(login), ErrorKind::NotFound);
    }
    let (found, _) = by_login("a*", many).await;
    assert_eq!(found.expect("the one").id.as_str(), "a*@people/staff");
}

#[tokio::test]
async fn blanks_at_the_ends_and_nothing_are_not_sent() {
    for login in ["", " ", "ada ", " ada", "ada\n", "\tada"] {
        let (found, asked) = by_login(login, json!([row("ada")])).await;
        assert_eq!((found.expect_err(login), asked.len()), (ErrorKind::NotFound, 0));
    }
}

#[tokio::test]
async fn two_of_one_name_are_told_apart_by_their_resolver() {
    let mut twin = row("ada");
    twin["resolver"] = "visitors".into();
    let (found, _) = by_login("ada", json!([row("ada"), twin.clone()])).await;
    assert_eq!(found.expect_err("two"), ErrorKind::Ambiguous);
    let stub = finding(json!([twin])).await;
    let directory = directory(&stub);
    let query = UserQuery::Email("ada@example.com".to_owned());
    let page = directory.users(&query, &PageRequest::default()).await.expect("a page");
    let hidden = &page.items[0].id;
    assert_eq!(hidden.as_str(), "ada@people/visitors", "the one whom a lookup by login does not show");
    let _ = directory.user(&UserRef::Id(hidden.clone())).await.expect("the same");
    let _ = directory.reset(hidden, &ResetOptions::default()).await;
    let expected = [
        "GET /user/?realm=people&email=ada%40example.com",
        "GET /user/?realm=people&resolver=visitors&username=ada",
        "DELETE /token/?user=ada&realm=people&resolver=visitors",
    ];
    assert_eq!(asked(&stub), expected);
}

#[tokio::test]
async fn a_name_that_the_server_would_cut_gets_something_else_to_cut() {
    let stub = finding(json!([])).await;
    for login in ["corp\\ada", "ada@people", "ada@example.com"] {
        let _ = directory(&stub).reset(&format!("{login}@people").as_str().into(), &ResetOptions::default()).await;
    }
    let expected = [
        "DELETE /token/?user=corp%5Cada%40people&realm=people",
        "DELETE /token/?user=ada%40people%40people&realm=people",
        "DELETE /token/?user=ada%40example.com%40people&realm=people",
    ];
    assert_eq!(asked(&stub), expected);
}

#[tokio::test]
async fn an_id_of_nobody_is_not_sent() {
    let stub = finding(json!([row("ada")])).await;
    let directory = directory(&stub);
    for id in ["", "ada", "*", "@people", " @people", "ada@guests", "ada@people/", "ada@peoplex"] {
        let by_id = directory.user(&UserRef::Id(id.into())).await.expect_err(id);
        let factors = directory.factors(&id.into()).await.expect_err(id);
        let reset = directory.reset(&id.into(), &ResetOptions::default()).await.expect_err(id);
        assert!([by_id, factors, reset].iter().all(|error| error.kind() == ErrorKind::NotFound), "{id}");
    }
    assert!(asked(&stub).is_empty());
}

#[tokio::test]
async fn a_realm_that_is_not_there_is_named() {
    let stub = tenant(|seen| if seen.line == REALMS { value(json!({"guests": {}})) } else { value(json!([])) }).await;
    let directory = directory(&stub);
    let by_login = directory.user(&UserRef::Login("ada".to_owned())).await.expect_err("no realm");
    let listed = directory.users(&UserQuery::All, &PageRequest::default()).await.expect_err("no realm");
    for error in [by_login, listed] {
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert!(error.to_string().contains("\"people\"") && error.hint().is_some_and(|hint| hint.contains("guests")));
    }
}

#[tokio::test]
async fn who_may_not_see_the_realms_learns_that_nobody_was_found() {
    let stub = tenant(|seen| if seen.line == REALMS { refusal(403, 303, "no") } else { value(json!([])) }).await;
    let error = directory(&stub).user(&UserRef::Login("ada".to_owned())).await.expect_err("nobody");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let page = directory(&stub).users(&UserQuery::All, &PageRequest::default()).await.expect("a page");
    assert!(page.items.is_empty());
}

#[tokio::test]
async fn a_server_that_shows_somebody_else_is_not_believed() {
    let stub = tenant(|_| super::tenant::tokens(json!([super::tenant::token("TOTP1")]))).await;
    let error = directory(&stub).factors(&"corp\\ada@people".into()).await.expect_err("somebody else's");
    assert_eq!(error.kind(), ErrorKind::NotFound);
}
