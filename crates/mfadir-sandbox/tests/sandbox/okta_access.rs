//! Tokens, rate limits, and what is no path at all.

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::Value;

use crate::desk::{Desk, START, header, json};

async fn assert_refused(response: Response, status: u16, code: &str) -> Value {
    assert_eq!(response.status(), status);
    assert_eq!(header(&response, "content-type"), "application/json");
    let body = json(response).await;
    assert_eq!((&body["errorCode"], &body["errorLink"]), (&code.into(), &code.into()));
    assert!(body["errorId"].as_str().is_some_and(|id| id.starts_with("oae")));
    assert!(body["errorSummary"].is_string() && body["errorCauses"].is_array());
    body
}

#[tokio::test]
async fn every_answer_tells_date_request_and_rate() {
    let desk = Desk::open().await;
    let response = desk.get("/api/v1/users/ada@example.com").await;
    assert_eq!(header(&response, "date"), "Thu, 09 Oct 2025 08:53:20 GMT");
    assert_eq!(header(&response, "x-rate-limit-limit"), "1000");
    assert_eq!(header(&response, "x-rate-limit-remaining"), "999");
    assert_eq!(header(&response, "x-rate-limit-reset"), (START + 60).to_string());
    let id = header(&response, "x-okta-request-id");
    assert!(id.len() == 32 && id.chars().all(|digit| digit.is_ascii_hexdigit()));
    assert_eq!(desk.sandbox.okta().requests()[0].request_id, id);
    assert!(response.headers().contains_key("etag"));
}

#[tokio::test]
async fn without_a_good_token_nothing_is_told() {
    let desk = Desk::open().await;
    for (authorization, scheme) in [("", "SSWS"), ("SSWS wrong", "SSWS"), ("Bearer wrong", "Bearer ")] {
        let call = desk.client.get(desk.url("/api/v1/users")).header("authorization", authorization);
        let response = call.send().await.unwrap();
        assert!(header(&response, "www-authenticate").starts_with(scheme));
        assert_refused(response, 401, "E0000011").await;
    }
    let response = desk.client.get(desk.url("/api/v1/users")).send().await.unwrap();
    assert_refused(response, 401, "E0000011").await;
    let seen = desk.sandbox.okta().requests();
    let seen: Vec<Value> = seen.iter().map(|request| serde_json::to_value(request.credential).unwrap()).collect();
    assert_eq!(seen, ["wrong", "wrong", "wrong", "none"]);
}

#[tokio::test]
async fn the_read_only_token_reads_and_changes_nothing() {
    let desk = Desk::open().await;
    let token = desk.sandbox.ready().okta.read_only_token.reveal().to_owned();
    let call = |method, path: &str| {
        desk.client.request(method, desk.url(path)).header("authorization", format!("SSWS {token}"))
    };
    let path = desk.factors("ada@example.com");
    assert_eq!(call(Method::GET, &path).send().await.unwrap().status(), 200);
    let path = desk.factor("ada@example.com", "sms@okta");
    assert_refused(call(Method::DELETE, &path).send().await.unwrap(), 403, "E0000006").await;
    assert_eq!(desk.types("ada@example.com").len(), 5);
    let me = json(call(Method::GET, "/api/v1/users/me").send().await.unwrap()).await;
    assert_eq!(me["profile"]["login"], "auditor@example.com");
}

#[tokio::test]
async fn a_spent_window_is_429_until_it_ends() {
    let desk = Desk::open_with(|options| options.rate_limit = Some(2)).await;
    let path = desk.factors("ada@example.com");
    desk.sandbox.okta().advance(Duration::from_secs(7));
    for remaining in ["1", "0"] {
        assert_eq!(header(&desk.get(&path).await, "x-rate-limit-remaining"), remaining);
    }
    let refused = desk.get(&path).await;
    assert!(refused.headers().get("retry-after").is_none());
    assert_eq!(header(&refused, "x-rate-limit-reset"), (START + 67).to_string());
    assert_refused(refused, 429, "E0000047").await;
    assert_eq!(desk.get("/api/v1/users/me").await.status(), 200, "another bucket");
    desk.sandbox.okta().advance(Duration::from_mins(1));
    assert_eq!(desk.get(&path).await.status(), 200);
}

#[tokio::test]
async fn unknown_paths_and_methods_are_told_apart() {
    let desk = Desk::open().await;
    assert_refused(desk.get("/api/v1/nothing").await, 404, "E0000008").await;
    let response = desk
        .call(&Method::PUT, &format!("{}/catalog", desk.factors("ada@example.com")))
        .header("content-length", 0)
        .send()
        .await
        .unwrap();
    assert_refused(response, 405, "E0000022").await;
}

#[tokio::test]
async fn a_post_must_tell_its_length() {
    let desk = Desk::open().await;
    let (head, tail) =
        (desk.sandbox.okta().url().trim_start_matches("http://").to_owned(), desk.id("ivan@example.com"));
    let request = format!(
        "POST /api/v1/users/{tail}/lifecycle/unlock HTTP/1.1\r\nHost: {head}\r\nAuthorization: SSWS {}\r\n\
         Connection: close\r\n\r\n",
        desk.sandbox.ready().okta.token.reveal()
    );
    let answer = raw(&head, &request).await;
    assert!(answer.starts_with("HTTP/1.1 411"), "{answer}");
}

#[tokio::test]
async fn the_engine_is_told_without_a_token() {
    let desk = Desk::open().await;
    let response = desk.client.get(desk.url("/.well-known/okta-organization")).send().await.unwrap();
    let body = json(response).await;
    assert_eq!(body["pipeline"], "idx");
    assert_eq!(body["_links"]["organization"]["href"], desk.sandbox.okta().url());
}

async fn raw(address: &str, request: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("a listener");
    stream.write_all(request.as_bytes()).await.expect("an open connection");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    answer
}
