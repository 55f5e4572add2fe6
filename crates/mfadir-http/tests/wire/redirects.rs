//! Nobody is followed.

use mfadir_core::ErrorKind;
use mfadir_http::Authorization;

use super::server::{Server, read};

#[tokio::test]
async fn a_redirect_elsewhere_is_refused_and_nothing_goes_there() {
    let elsewhere = Server::answering("200 OK", "[]").await;
    let head = format!("302 Found\r\nlocation: http://{}/things", elsewhere.address);
    let server = Server::answering(&head, "").await;
    let request = read().authorized(Authorization::new("SSWS ", &"canary".into()));
    let error = server.transport().send(request).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains(&elsewhere.address.to_string()), "{error}");
    assert_eq!((server.requests().len(), elsewhere.requests().len()), (1, 0));
}

#[tokio::test]
async fn a_redirect_that_stays_is_not_followed_either() {
    let server = Server::answering("301 Moved Permanently\r\nlocation: /login", "").await;
    let error = server.transport().send(read()).await.expect_err("no answer");
    assert_eq!(error.to_string(), "GET /things answered 301 with a redirect where an answer was due");
    assert_eq!(server.requests().len(), 1);
}
