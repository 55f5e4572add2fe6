//! Whatever comes is told for what it is.

use std::{sync::Arc, time::Duration};

use mfadir_core::{Applied, Bucket, Error, ErrorKind, Reading};
use mfadir_http::Response;
use serde_json::Value;

use super::server::{Readings, Server, read};

async fn answer(head: &str, body: &str) -> Response {
    Server::answering(head, body).await.transport().send(read()).await.expect("an answer")
}

async fn not_a_list(head: &str, body: &str) -> String {
    let error = answer(head, body).await.list::<Value>("a list of things").expect_err("no list");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Unexpected, Applied::No));
    error.to_string()
}

#[tokio::test]
async fn what_came_and_what_was_due() {
    let told = [
        ("<html>canary</html>", "an HTML page"),
        ("", "an empty body"),
        (r#"[{"id":"canary"#, "JSON that breaks off after 14 bytes"),
        ("null", "null"),
        (r#"{"id":"canary"}"#, "an object"),
    ];
    for (body, came) in told {
        let message = not_a_list("200 OK", body).await;
        assert_eq!(message, format!("GET /things answered 200 with {came} where a list of things was due"));
    }
}

#[tokio::test]
async fn one_broken_row_is_an_error_that_says_which() {
    let response = answer("200 OK", r#"["a", 7, "canary"]"#).await;
    let error = response.list::<String>("a list of things").expect_err("a broken row");
    let message =
        "GET /things answered 200 with a number that cannot be read as row 2 of 3 where a list of things was due";
    assert_eq!(error.to_string(), message);
}

#[tokio::test]
async fn an_error_keeps_the_id_of_the_request() {
    let response = answer("503 Service Unavailable\r\nx-request-id: r-1", "<html>").await;
    let error = response.error_by_status();
    assert_eq!(error.to_string(), "GET /things answered 503 (Service Unavailable) [request r-1]");
    assert_eq!(error.kind(), ErrorKind::Unavailable);
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_the_end() {
    let server = Server::answering("200 OK", &"x".repeat(10 * 1024 * 1024)).await;
    let error = server.transport().send(read()).await.expect_err("too long");
    assert_eq!(error.to_string(), "the answer to GET /things is longer than 8 MiB");
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_no_answer() {
    let server = Server::saying("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[1,2").await;
    let error = server.transport().send(read()).await.expect_err("cut");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Unavailable, Applied::No));
    assert_eq!(error.to_string(), "the connection broke in the middle of the answer to GET /things");
}

#[tokio::test]
async fn a_body_that_is_not_what_its_encoding_says_cannot_be_read() {
    let server = Server::answering("200 OK\r\ncontent-encoding: gzip", "canary").await;
    let error = server.transport().send(read()).await.expect_err("no gzip");
    assert_eq!(error.to_string(), "the answer to GET /things cannot be decompressed");
    assert_eq!(error.kind(), ErrorKind::Unexpected);
}

#[tokio::test]
async fn what_is_no_http_is_no_answer() {
    let error = garbled().await;
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(!format!("{error:?}").contains("canary"), "{error:?}");
}

async fn garbled() -> Error {
    Server::saying("canary canary\r\n\r\n").await.transport().send(read()).await.expect_err("garbage")
}

#[tokio::test]
async fn rates_are_observed_whatever_the_status() {
    let head = "429 Too Many Requests\r\nx-limit: 600\r\nx-remaining: 0\r\nx-reset: 48";
    let server = Server::answering(head, "").await;
    let readings = Arc::new(Readings::default());
    let transport = server.transport_with(readings.clone());
    transport.send(read()).await.expect("an answer");
    let expected =
        Reading { bucket: Bucket::new("things"), limit: 600, remaining: 0, resets_in: Duration::from_secs(48) };
    assert_eq!(*readings.0.lock().expect("no panic while held"), [expected]);
}

#[tokio::test]
async fn the_servers_time_is_read() {
    let response = answer("200 OK\r\nDate: Thu, 15 Jan 2026 09:30:00 GMT", "").await;
    assert_eq!(response.server_time().expect("a date").to_string(), "2026-01-15T09:30:00Z");
}
