//! A server that notes each request, hands it on as it is, and hands back the answer.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use reqwest::{Client, redirect};
use serde_json::json;
use tokio::net::TcpListener;

use super::Recorder;

/// Nothing that a backend sends is longer.
const LONGEST: usize = 1 << 20;

#[derive(Clone, Debug)]
struct Relay {
    upstream: String,
    client: Client,
    recorder: Recorder,
}

/// Starts one before `upstream`, for as long as the runtime is there, and answers with its own address.
pub(super) async fn to(upstream: String, recorder: Recorder) -> String {
    let client = Client::builder().no_proxy().no_gzip().redirect(redirect::Policy::none()).build();
    let relay = Relay { upstream, client: client.expect("plain HTTP needs no more"), recorder };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port of the loopback interface can be bound");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let app = Router::new().fallback(hand_on).with_state(relay);
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

async fn hand_on(State(relay): State<Relay>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LONGEST).await.unwrap_or_default();
    let target = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let text = String::from_utf8_lossy(&body).into_owned();
    relay.recorder.note(json!({
        "method": parts.method.as_str(), "target": target, "headers": named(&parts.headers), "body": text,
    }));
    let url = format!("{}{target}", relay.upstream);
    let onward = relay.client.request(parts.method, url).headers(parts.headers).body(body);
    match onward.send().await {
        Ok(answer) => answered(answer).await,
        // The sandbox was told to break the connection; a status that no backend expects is as good.
        Err(_) => broken(),
    }
}

async fn answered(answer: reqwest::Response) -> Response {
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    headers.remove(header::TRANSFER_ENCODING);
    let Ok(body) = answer.bytes().await else { return broken() };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

fn broken() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response
}

fn named(headers: &HeaderMap) -> BTreeMap<String, String> {
    let named = headers.iter().map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes())));
    named.map(|(name, value)| (name, value.into_owned())).collect()
}
