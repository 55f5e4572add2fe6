//! Pages are followed, never built, and never to somebody else.

use mfadir_core::{Cursor, ErrorKind, MfaDirectory, PageRequest, UserQuery};
use mfadir_http::testing::Stub;
use serde_json::json;

use super::tenant::{ADA, directory, found, refusal, user, with};

fn at(cursor: &str) -> PageRequest {
    PageRequest { limit: None, cursor: Some(Cursor::from(cursor)) }
}

#[tokio::test]
async fn the_next_page_is_where_the_second_link_line_says() {
    let stub = Stub::new(|seen| {
        let page = with(found(&json!([user(ADA, "ada")])), "link", "</api/v1/users?limit=1>; rel=\"self\"");
        if seen.line.contains("after") {
            page
        } else {
            with(page, "link", "</api/v1/users?after=x%2Fy&limit=1>; rel=\"next\"")
        }
    })
    .await;
    let directory = directory(&stub);
    let first = PageRequest { limit: Some(1), cursor: None };
    let page = directory.users(&UserQuery::All, &first).await.expect("a page");
    let last = directory.users(&UserQuery::All, &first.at(page.next.expect("a cursor"))).await.expect("a page");
    assert_eq!((last.items.len(), last.next), (1, None));
    assert_eq!(stub.lines(), ["GET /api/v1/users?limit=1", "GET /api/v1/users?after=x%2Fy&limit=1"]);
}

#[tokio::test]
async fn a_link_or_a_cursor_to_somebody_else_is_refused() {
    let elsewhere = Stub::new(|_| found(&json!([]))).await;
    let link = format!("<{}/api/v1/users?after=1>; rel=\"next\"", elsewhere.url);
    let stub = Stub::new(move |_| with(found(&json!([])), "link", &link)).await;
    let directory = directory(&stub);
    let error = directory.users(&UserQuery::All, &PageRequest::default()).await.expect_err("a foreign link");
    assert_eq!(error.kind(), ErrorKind::Refused);
    let foreign = at(&format!("{}/api/v1/users", elsewhere.url));
    let error = directory.users(&UserQuery::All, &foreign).await.expect_err("a foreign cursor");
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert_eq!((stub.lines().len(), elsewhere.lines().len()), (1, 0));
}

#[tokio::test]
async fn a_cursor_that_okta_does_not_take_has_expired() {
    let stub = Stub::new(|_| refusal(400, "E0000031", "Invalid search criteria")).await;
    let error = directory(&stub).users(&UserQuery::All, &at("/api/v1/users?after=old")).await.expect_err("too old");
    assert_eq!(error.kind(), ErrorKind::Expired);
}

#[tokio::test]
async fn a_cursor_of_another_list_is_not_sent() {
    let stub = Stub::new(|_| found(&json!([]))).await;
    for cursor in ["/api/v1/groups?after=1", "/api/v1/users/me", "/", "x"] {
        let error = directory(&stub).users(&UserQuery::All, &at(cursor)).await.expect_err(cursor);
        assert_eq!(error.kind(), ErrorKind::Invalid);
    }
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn a_page_that_links_to_itself_is_no_endless_list() {
    let stub = Stub::new(|_| with(found(&json!([])), "link", "</api/v1/users?after=1>; rel=next")).await;
    let error = directory(&stub).users(&UserQuery::All, &at("/api/v1/users?after=1")).await.expect_err("a circle");
    assert_eq!(error.kind(), ErrorKind::Unexpected);
}

#[tokio::test]
async fn an_empty_text_is_not_everybody() {
    let stub = Stub::new(|_| found(&json!([user(ADA, "ada")]))).await;
    for query in [UserQuery::Email(String::new()), UserQuery::Text(" ".to_owned())] {
        let page = directory(&stub).users(&query, &PageRequest::default()).await.expect("a page");
        assert!(page.items.is_empty());
    }
    assert!(stub.lines().is_empty());
}
