//! The System Log.

use mfadir_core::{ErrorKind, EventQuery, MfaDirectory, PageRequest};
use mfadir_http::testing::Stub;
use serde_json::{Value, json};

use super::tenant::{ADA, directory, found, with};

fn event(uuid: &str, at: &str) -> Value {
    json!({"uuid": uuid, "published": at, "eventType": "user.mfa.factor.deactivate",
           "target": [{"id": ADA, "type": "User"}], "outcome": {"result": "SUCCESS"}})
}

#[tokio::test]
async fn the_log_is_asked_for_with_an_end_and_about_one_user() {
    let stub = Stub::new(|_| found(&json!([event("u1", "2026-01-15T09:00:00.000Z")]))).await;
    let directory = directory(&stub);
    let query = EventQuery {
        since: Some("2026-01-15T08:00:00Z".parse().expect("a time")),
        until: Some("2026-01-15T09:30:00Z".parse().expect("a time")),
        user: Some(ADA.into()),
        newest_first: false,
    };
    let page = directory.events(&query, &PageRequest { limit: Some(5), cursor: None }).await.expect("a page");
    assert_eq!((page.items.len(), page.next), (1, None));
    directory.events(&EventQuery::default(), &PageRequest::default()).await.expect("a page");
    let about = format!("filter=target.id%20eq%20%22{ADA}%22");
    let times = |since, until| format!("GET /api/v1/logs?since={since}&until={until}&sortOrder=ASCENDING");
    let bounded = times("2026-01-15T08%3A00%3A00.000Z", "2026-01-15T09%3A30%3A00.001Z");
    let whole = times("2025-10-17T10%3A30%3A00.000Z", "2026-01-15T10%3A30%3A00.001Z");
    assert_eq!(stub.lines(), [format!("{bounded}&{about}&limit=5"), format!("{whole}&limit=1000")]);
}

#[tokio::test]
async fn the_newest_come_first_where_they_are_wanted_so() {
    let stub = Stub::new(|_| found(&json!([]))).await;
    let query = EventQuery { newest_first: true, ..EventQuery::default() };
    directory(&stub).events(&query, &PageRequest::default()).await.expect("a page");
    let line = &stub.lines()[0];
    assert!(line.contains("&until=") && line.contains("&sortOrder=DESCENDING&"), "{line}");
}

#[tokio::test]
async fn what_comes_twice_or_from_another_time_is_not_told() {
    let rows = json!([
        event("old", "2026-01-15T07:59:59.999Z"),
        event("u1", "2026-01-15T08:00:00.000Z"),
        event("u1", "2026-01-15T08:00:00.000Z"),
        event("end", "2026-01-15T09:00:00.000Z"),
    ]);
    let stub = Stub::new(move |_| found(&rows)).await;
    let query = EventQuery {
        since: Some("2026-01-15T08:00:00Z".parse().expect("a time")),
        until: Some("2026-01-15T09:00:00Z".parse().expect("a time")),
        user: None,
        newest_first: false,
    };
    let page = directory(&stub).events(&query, &PageRequest::default()).await.expect("a page");
    let ids: Vec<_> = page.items.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["u1"]);
}

#[tokio::test]
async fn pages_are_followed_to_the_end() {
    let next = "</api/v1/logs?after=1700000000000_1&limit=1>; rel=\"next\"";
    let stub = Stub::new(move |seen| {
        let row = |id| found(&json!([event(id, "2026-01-15T09:00:00.000Z")]));
        if seen.line.contains("after") { row("u2") } else { with(row("u1"), "link", next) }
    })
    .await;
    let directory = directory(&stub);
    let first = PageRequest { limit: Some(1), cursor: None };
    let page = directory.events(&EventQuery::default(), &first).await.expect("a page");
    let last = directory.events(&EventQuery::default(), &first.at(page.next.expect("a cursor"))).await.expect("a page");
    assert_eq!((last.items[0].id.as_str(), last.next), ("u2", None));
    assert_eq!(stub.lines()[1], "GET /api/v1/logs?after=1700000000000_1&limit=1");
}

#[tokio::test]
async fn what_is_no_id_does_not_reach_the_filter() {
    let stub = Stub::new(|_| found(&json!([]))).await;
    for id in ["me", "x\" or target.id pr", ""] {
        let query = EventQuery { user: Some(id.into()), ..EventQuery::default() };
        let error = directory(&stub).events(&query, &PageRequest::default()).await.expect_err(id);
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
    assert!(stub.lines().is_empty());
}
