//! Page after page, nobody is missed and nobody comes twice.

use axum::response::Response;
use mfadir_core::{ErrorKind, MfaDirectory, Page, PageRequest, User, UserQuery};
use mfadir_http::testing::Stub;
use serde_json::{Value, json};

use super::tenant::{asked, directory, tenant, token, tokens, value};

fn page_of(limit: u32) -> PageRequest {
    PageRequest { limit: Some(limit), cursor: None }
}

fn logins(page: &Page<User>) -> Vec<&str> {
    page.items.iter().map(|user| user.login.as_str()).collect()
}

async fn five_people() -> Stub {
    let row = |login: &&str| json!({"username": login, "resolver": "staff", "email": format!("{login}@example.com")});
    let rows: Vec<_> = ["dora", "ada", "carl", "bob", "emmy"].iter().map(row).collect();
    tenant(move |_| value(rows.clone())).await
}

#[tokio::test]
async fn pages_of_people_are_cut_from_the_whole_list() {
    let stub = five_people().await;
    let directory = directory(&stub);
    let first = directory.users(&UserQuery::All, &page_of(2)).await.expect("a page");
    let rest = page_of(3).at(first.next.clone().expect("more"));
    let second = directory.users(&UserQuery::All, &rest).await.expect("a page");
    assert_eq!((logins(&first), logins(&second)), (vec!["ada", "bob"], vec!["carl", "dora", "emmy"]));
    assert_eq!(second.next, None);
    assert_eq!(asked(&stub), ["GET /user/?realm=people", "GET /user/?realm=people"], "each page costs the whole list");
}

#[tokio::test]
async fn without_a_limit_one_request_tells_all() {
    let stub = five_people().await;
    let page = directory(&stub).users(&UserQuery::All, &PageRequest::default()).await.expect("a page");
    assert_eq!((page.items.len(), page.next, asked(&stub).len()), (5, None, 1));
}

#[tokio::test]
async fn a_text_is_looked_for_in_names_and_addresses() {
    let stub = tenant(|seen| match seen.line.as_str() {
        line if line.contains("surname=") => value(json!([{"username": "ada", "surname": "Love*lace"}])),
        _ => value(json!([{"username": "alan", "surname": "Turing"}])),
    })
    .await;
    let query = UserQuery::Text("e*l".to_owned());
    let page = directory(&stub).users(&query, &PageRequest::default()).await.expect("a page");
    assert_eq!(logins(&page), ["ada"], "a wildcard in the text is a letter like any other");
    let fields = ["username", "givenname", "surname", "email"];
    assert_eq!(asked(&stub), fields.map(|field| format!("GET /user/?realm=people&{field}=%2Ae%2Al%2A")));
}

#[tokio::test]
async fn only_the_address_that_was_asked_for_comes_back() {
    let stub = five_people().await;
    let query = UserQuery::Email("B*@example.com".to_owned());
    let page = directory(&stub).users(&query, &PageRequest::default()).await.expect("a page");
    assert!(page.items.is_empty());
    let query = UserQuery::Email("BOB@example.com".to_owned());
    let page = directory(&stub).users(&query, &PageRequest::default()).await.expect("a page");
    assert_eq!(logins(&page), ["bob"]);
}

#[tokio::test]
async fn the_realm_is_not_the_filters_to_say() {
    let stub = five_people().await;
    let query = UserQuery::Filter("surname=L*&realm=others&givenname=A".to_owned());
    directory(&stub).users(&query, &PageRequest::default()).await.expect("a page");
    assert_eq!(asked(&stub), ["GET /user/?realm=people&surname=L%2A&givenname=A"]);
}

/// A page of tokens that says which one follows.
fn numbered(rows: impl Into<Value>, next: impl Into<Value>) -> Response {
    value(json!({"tokens": rows.into(), "next": next.into()}))
}

#[tokio::test]
async fn all_pages_of_somebodys_tokens_are_read() {
    let stub = tenant(|seen| match seen.line.as_str() {
        line if line.contains("page=1&") => numbered(json!([token("A"), token("B")]), 2),
        _ => numbered(json!([token("B"), token("C")]), 2),
    })
    .await;
    let factors = directory(&stub).factors(&"ada@people".into()).await.expect("a list");
    let serials: Vec<_> = factors.iter().map(|factor| factor.id.as_str()).collect();
    assert_eq!(serials, ["A", "B", "C"]);
    assert_eq!(asked(&stub).len(), 2, "a page that names itself as the next one is the last");
}

#[tokio::test]
async fn the_inventory_has_spare_tokens_and_orphans_and_not_those_of_other_realms() {
    let spare = json!([
        {"serial": "SPARE", "tokentype": "hotp", "username": "", "realms": [], "active": true},
        {"serial": "ORPHAN", "tokentype": "hotp", "username": "", "realms": ["people"]},
    ]);
    let orphan = json!({"serial": "ORPHAN", "tokentype": "hotp", "username": "", "user_id": "7", "realms": ["people"]});
    let other = json!({"serial": "OTHER", "username": "zoe", "user_realm": "guests", "realms": ["guests"]});
    let stub = tenant(move |seen| match seen.line.as_str() {
        line if line.contains("assigned=false") => numbered(spare.clone(), Value::Null),
        line if line.contains("page=1&") => numbered(json!([token("A"), orphan]), 2),
        _ => numbered(json!([token("B"), other]), Value::Null),
    })
    .await;
    let directory = directory(&stub);
    let (mut wanted, mut listed) = (page_of(3), Vec::new());
    loop {
        let page = directory.inventory(&wanted).await.expect("a page");
        listed.extend(page.items.into_iter().map(|(owner, factor)| (owner.is_some(), factor.id.to_string())));
        let Some(next) = page.next else { break };
        wanted = page_of(9).at(next);
    }
    let expected = [(true, "A"), (false, "ORPHAN"), (true, "B"), (false, "SPARE")];
    assert_eq!(listed, expected.map(|(owned, serial)| (owned, serial.to_owned())));
    let page = "sortby=serial&sortdir=asc&page";
    let expected = [
        format!("GET /token/?tokenrealm=people&{page}=1&pagesize=3"),
        format!("GET /token/?tokenrealm=people&{page}=2&pagesize=3"),
        format!("GET /token/?assigned=false&{page}=1&pagesize=3"),
    ];
    assert_eq!(asked(&stub), expected);
}

#[tokio::test]
async fn an_owner_who_cannot_be_told_is_not_nobody() {
    let mut silent = token("A");
    silent["username"] = "**resolver error**".into();
    let stub = tenant(move |_| tokens(json!([silent]))).await;
    let error = directory(&stub).inventory(&PageRequest::default()).await.expect_err("whose?");
    assert_eq!(error.kind(), ErrorKind::Unavailable);
}

#[tokio::test]
async fn a_cursor_from_elsewhere_is_refused_before_anything_is_sent() {
    let stub = tenant(|_| tokens(json!([]))).await;
    for cursor in ["nowhere", "https://elsewhere.example.com/user/?page=2", "//x", "realm:0/1", "1/1", "spare:"] {
        let wanted = page_of(2).at(cursor.into());
        let inventory = directory(&stub).inventory(&wanted).await.expect_err(cursor);
        assert_eq!(inventory.kind(), ErrorKind::Invalid);
        let users = directory(&stub).users(&UserQuery::All, &wanted).await.expect_err(cursor);
        assert_eq!(users.kind(), ErrorKind::Invalid);
    }
    assert!(asked(&stub).is_empty());
}
