//! The server's log, whose times have no zone and whose pages grow while they are read.

use jiff::Timestamp;
use mfadir_core::{Event, EventQuery, MfaDirectory, Operation, Page, PageRequest};
use mfadir_http::testing::Stub;
use serde_json::{Value, json};

use super::tenant::{asked, dated, directory, tenant, value};

fn entry(number: u64, date: &str, user: &str) -> Value {
    json!({"number": number, "date": date, "action": "DELETE /token/<serial>", "success": 1, "authentication": "",
           "user": user, "realm": "people", "resolver": "staff", "administrator": "admin", "serial": "TOTP1"})
}

/// A server two hours ahead of UTC, with these entries.
async fn server(entries: Vec<Value>) -> Stub {
    tenant(move |seen| {
        if seen.line.contains("page_size=1&sortorder") {
            return dated(value(json!({"auditdata": [entry(99, "2026-01-15T11:29:58.5", "x")], "next": null})));
        }
        dated(value(json!({"auditdata": entries, "count": 9, "next": 2})))
    })
    .await
}

async fn events(stub: &Stub, query: &EventQuery) -> Page<Event> {
    directory(stub).events(query, &PageRequest { limit: Some(5), cursor: None }).await.expect("a page")
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

#[tokio::test]
async fn local_times_become_times() {
    let stub = server(vec![entry(7, "2026-01-15T11:00:00.25", "ada")]).await;
    let page = events(&stub, &EventQuery::default()).await;
    let event = &page.items[0];
    assert_eq!((event.id.as_str(), event.at), ("7", at("2026-01-15T09:00:00.25Z")));
    assert_eq!((event.operation, event.user.clone()), (Some(Operation::Remove), Some("ada@people/staff".into())));
    let expected = [
        "GET /audit/?realm=people&action=%21GET%2A&sortorder=desc&page=1&page_size=5",
        "GET /audit/?page_size=1&sortorder=desc",
    ];
    assert_eq!(asked(&stub), expected);
}

#[tokio::test]
async fn the_clock_is_looked_at_once() {
    let stub = server(vec![entry(7, "2026-01-15T11:00:00", "ada")]).await;
    let directory = directory(&stub);
    let first = directory.events(&EventQuery::default(), &PageRequest::default()).await.expect("a page");
    let rest = PageRequest::default().at(first.next.expect("more"));
    directory.events(&EventQuery::default(), &rest).await.expect("a page");
    assert_eq!(asked(&stub).len(), 3);
    assert!(asked(&stub)[2].ends_with("page=2&page_size=200"));
}

#[tokio::test]
async fn what_is_older_ends_the_list() {
    let entries = ["11:20:00", "11:10:00", "11:00:00"].map(|time| entry(7, &format!("2026-01-15T{time}"), "ada"));
    let stub = server(entries.to_vec()).await;
    let query = EventQuery {
        since: Some(at("2026-01-15T09:10:00Z")),
        until: Some(at("2026-01-15T09:20:00Z")),
        user: None,
        newest_first: false,
    };
    let page = events(&stub, &query).await;
    assert_eq!(page.items.iter().map(|event| event.at).collect::<Vec<_>>(), [at("2026-01-15T09:10:00Z")]);
    assert_eq!(page.next, None, "what follows is older still");
}

#[tokio::test]
async fn only_the_person_who_was_named() {
    let stub = server(vec![entry(1, "2026-01-15T11:00:00", "ada"), entry(2, "2026-01-15T11:00:00", "alan")]).await;
    let query = EventQuery { user: Some("ada@people".into()), ..EventQuery::default() };
    let page = events(&stub, &query).await;
    assert_eq!(page.items.iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), ["1"]);
    assert!(asked(&stub)[0].ends_with("&user=ada&page=1&page_size=5"), "{:?}", asked(&stub));
    let query = EventQuery { user: Some("ada@people/visitors".into()), ..EventQuery::default() };
    assert!(events(&stub, &query).await.items.is_empty(), "her namesake");
}
