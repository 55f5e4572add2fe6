//! The server's own answer.

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use hyper::{Request, body::Incoming};
use reqwest::{Client, redirect};

/// Nothing that a backend sends is longer.
const LONGEST: usize = 1 << 20;

/// The server behind the proxy.
#[derive(Clone, Debug)]
pub(super) struct Upstream {
    url: String,
    client: Client,
}

impl Upstream {
    pub(super) fn new(url: &str) -> Self {
        let client = Client::builder().no_proxy().no_gzip().redirect(redirect::Policy::none()).build();
        Self { url: url.to_owned(), client: client.expect("plain HTTP needs no more") }
    }

    /// Hands the request on, with another credential where one is given. The answer comes apart from its body.
    pub(super) async fn ask(&self, request: Request<Incoming>, credential: Option<&str>) -> Option<(Response, Bytes)> {
        let (parts, body) = request.into_parts();
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let onward = self.client.request(parts.method, format!("{}{target}", self.url));
        let headers = onward_headers(parts.headers, credential);
        let body = to_bytes(Body::new(body), LONGEST).await.ok()?;
        let answer = onward.headers(headers).body(body).send().await.ok()?;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        // Whole bodies are handed back, and on connections of our own.
        for name in [header::TRANSFER_ENCODING, header::CONNECTION] {
            response.headers_mut().remove(name);
        }
        Some((response, answer.bytes().await.ok()?))
    }
}

fn onward_headers(mut headers: HeaderMap, credential: Option<&str>) -> HeaderMap {
    for name in [header::HOST, header::CONNECTION, header::TRANSFER_ENCODING, header::CONTENT_LENGTH] {
        headers.remove(name);
    }
    if let Some(credential) = credential.and_then(|text| HeaderValue::from_str(text).ok()) {
        headers.insert(header::AUTHORIZATION, credential);
    }
    headers
}
