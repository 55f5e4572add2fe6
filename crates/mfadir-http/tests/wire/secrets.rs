//! Where the credential and the ticket go, and where they do not.

use mfadir_http::Authorization;

use super::server::{Server, read, write};

const SECRET: &str = "canary-7f3a";

fn authorization() -> Authorization {
    Authorization::new("SSWS ", &SECRET.into())
}

#[tokio::test]
async fn the_server_gets_the_credential_and_who_we_are() {
    let server = Server::answering("200 OK", "[]").await;
    server.transport().send(read().authorized(authorization())).await.expect("an answer");
    let head = server.requests().remove(0).to_lowercase();
    assert!(head.contains(&format!("authorization: ssws {SECRET}")), "{head}");
    assert!(head.contains(concat!("user-agent: mfadir/", env!("CARGO_PKG_VERSION"), " (inc-7)")), "{head}");
    assert!(head.contains("accept-encoding: gzip"), "{head}");
}

#[tokio::test]
async fn a_server_that_repeats_the_credential_is_not_repeated() {
    let server = Server::answering("401 Unauthorized", SECRET).await;
    let response = server.transport().send(read().authorized(authorization())).await.expect("an answer");
    assert_eq!(response.said(&format!("bad token {SECRET}")), "bad token …");
    let error = response.error_by_status();
    assert!(!format!("{error} {error:?}").contains(SECRET));
}

#[tokio::test]
async fn a_form_and_a_proof_reach_the_server_and_nobody_else() {
    let server = Server::answering("400 Bad Request", SECRET).await;
    let request = mfadir_http::Request::post(&mfadir_http::Path::new("/token"))
        .form(&[("grant_type", "client credentials"), ("assertion", SECRET)], SECRET.into())
        .proven(http::HeaderName::from_static("dpop"), "canary-proof".into());
    let shown = format!("{request:?}");
    let response = server.transport().send(request).await.expect("an answer");
    assert_eq!(response.said(&format!("{SECRET} or canary-proof")), "… or …");
    assert!(!format!("{shown} {response:?}").contains("canary"));
    let head = server.requests().remove(0).to_lowercase();
    assert!(head.contains("content-type: application/x-www-form-urlencoded"), "{head}");
    assert!(head.contains("dpop: canary-proof"), "{head}");
}

#[tokio::test]
async fn a_header_takes_the_place_of_the_transport_s_own() {
    let server = Server::answering("200 OK", "[]").await;
    let request = read().header(http::header::USER_AGENT, "Mozilla/5.0");
    server.transport().send(request).await.expect("an answer");
    let head = server.requests().remove(0).to_lowercase();
    assert!(head.contains("user-agent: mozilla/5.0") && !head.contains("mfadir"), "{head}");
}

#[tokio::test]
async fn a_broken_exchange_shows_neither_credential_nor_query() {
    let server = Server::saying("").await;
    let request = read().query("q", "ada@example.com").authorized(authorization());
    let transport = server.transport();
    let error = transport.send(request).await.expect_err("no answer");
    let mut shown = format!("{error} {error:?} {transport:?}");
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        shown = format!("{shown} {error} {error:?}");
        cause = error.source();
    }
    assert!(!shown.contains(SECRET) && !shown.contains("ada"), "{shown}");
}

#[tokio::test]
async fn a_write_without_a_body_has_its_length() {
    let server = Server::answering("200 OK", "{}").await;
    let post = mfadir_http::Request::post(&mfadir_http::Path::new("/things"));
    server.transport().send(post).await.expect("an answer");
    server.transport().send(write()).await.expect("an answer");
    let requests = server.requests();
    assert!(requests[0].contains("content-length: 0"), "{}", requests[0]);
    assert!(requests[1].starts_with("DELETE /things/7 HTTP/1.1"), "{}", requests[1]);
}
