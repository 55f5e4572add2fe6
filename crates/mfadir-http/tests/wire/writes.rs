//! A write whose answer is lost may have happened; one that was never sent or was refused has not.

use std::sync::Arc;

use mfadir_core::{Applied, ErrorKind, NoGauge};
use tokio::net::TcpListener;

use super::server::{Server, read, transport_to, write};

#[tokio::test]
async fn a_lost_answer_leaves_it_open() {
    let server = Server::saying("").await;
    let error = server.transport().send(write()).await.expect_err("no answer");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Unavailable, Applied::Perhaps));
    assert_eq!(server.requests().len(), 1, "a write is not repeated down here");
    let error = server.transport().send(read()).await.expect_err("no answer");
    assert_eq!(error.applied(), Applied::No);
    let error = server.transport().send(write().harmless()).await.expect_err("no answer");
    assert_eq!(error.applied(), Applied::No);
}

#[tokio::test]
async fn nothing_was_sent_to_a_port_where_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let error = transport_to(&origin, Arc::new(NoGauge)).send(write()).await.expect_err("nobody");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Unavailable, Applied::No));
    assert_eq!(error.to_string(), format!("cannot reach {origin}: nothing listens there"));
}

#[tokio::test]
async fn a_refusal_is_sure_and_a_failure_is_not() {
    for (head, applied) in [
        ("404 Not Found", Applied::No),
        ("429 Too Many Requests", Applied::No),
        ("408 Request Timeout", Applied::Perhaps),
        ("500 Internal Server Error", Applied::Perhaps),
        ("502 Bad Gateway", Applied::Perhaps),
    ] {
        let response = Server::answering(head, "").await.transport().send(write()).await.expect("an answer");
        assert_eq!(response.error_by_status().applied(), applied, "{head}");
    }
}
