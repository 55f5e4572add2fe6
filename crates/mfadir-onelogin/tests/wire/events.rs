//! The account's log.

use mfadir_core::{ErrorKind, EventQuery, MfaDirectory, Operation, PageRequest};
use mfadir_http::testing::answer;
use mfadir_onelogin::Api;
use serde_json::{Value, json};

use super::tenant::{asked, directory, envelope, tenant};

fn event(id: u64, user: u64, at: &str) -> Value {
    json!({"id": id, "created_at": at, "event_type_id": 24, "user_id": user, "otp_device_id": 6_120_044})
}

#[tokio::test]
async fn only_what_was_asked_for_comes_back() {
    let stub = tenant(|_| {
        envelope(&json!([
            event(1, 7, "2026-01-15T09:00:00.000Z"),
            event(2, 7, "2026-01-15T10:00:00.000Z"),
            event(3, 8, "2026-01-15T09:30:00.000Z"),
            event(4, 7, "2026-01-15T08:59:59.999Z"),
        ]))
    })
    .await;
    let time = |text: &str| Some(text.parse().expect("a time"));
    let (since, until) = (time("2026-01-15T09:00:00Z"), time("2026-01-15T10:00:00Z"));
    let query = EventQuery { since, until, user: Some("7".into()), newest_first: false };
    let page = directory(&stub, Api::V2).events(&query, &PageRequest::default()).await.expect("a page");
    assert_eq!(page.items.iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), ["1"]);
    assert_eq!(page.items[0].operation, Some(Operation::Remove));
    let line = "GET /api/1/events?user_id=7&since=2026-01-15T08%3A59%3A59.999Z&until=2026-01-15T10%3A00%3A00.000Z";
    assert_eq!(asked(&stub), [line]);
}

#[tokio::test]
async fn pages_follow_the_cursor_and_the_word_null_is_none() {
    let stub = tenant(|seen| {
        let (id, next) = if seen.line.contains("after_cursor=c1") { (2, "null") } else { (1, "c1") };
        let data = [event(id, 7, "2026-01-15T09:00:00.000Z")];
        answer(200, json!({"pagination": {"after_cursor": next}, "data": data}).to_string())
    })
    .await;
    let directory = directory(&stub, Api::V1);
    let wanted = PageRequest { limit: Some(1), cursor: None };
    let first = directory.events(&EventQuery::default(), &wanted).await.expect("a page");
    let second = directory.events(&EventQuery::default(), &wanted.at(first.next.expect("a cursor"))).await;
    let second = second.expect("a page");
    assert_eq!((second.items[0].id.as_str(), second.next), ("2", None));
}

#[tokio::test]
async fn the_newest_come_first_by_their_ids() {
    let stub = tenant(|_| envelope(&json!([]))).await;
    let query = EventQuery { newest_first: true, ..EventQuery::default() };
    directory(&stub, Api::V1).events(&query, &PageRequest::default()).await.expect("a page");
    assert_eq!(asked(&stub), ["GET /api/1/events?sort=-id"]);
}

#[tokio::test]
async fn events_of_what_is_no_id_are_not_asked_for() {
    let stub = tenant(|_| envelope(&json!([]))).await;
    let query = EventQuery { user: Some("me".into()), ..EventQuery::default() };
    let error = directory(&stub, Api::V1).events(&query, &PageRequest::default()).await.expect_err("nobody");
    assert_eq!((error.kind(), stub.lines().len()), (ErrorKind::NotFound, 0));
}
