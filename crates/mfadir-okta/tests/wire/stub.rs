//! A tenant on loopback that answers as a test tells it to, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
    response::Response,
};
use jiff::Timestamp;
use mfadir_core::{Environment, ManualClock, NoGauge, Result, SecretReader, SecretSource};
use secrecy::SecretString;
use serde_json::Value;
use tokio::net::TcpListener;

/// What came, in short: `GET /path?query`, and the `Authorization` header; and the rest of it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) line: String,
    pub(super) authorization: String,
    pub(super) headers: HeaderMap,
    /// The body; null where it is no JSON.
    pub(super) body: Value,
}

impl Seen {
    /// A header's value, or nothing in it.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

#[derive(Clone, Debug)]
pub(super) struct Stub {
    pub(super) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Stub {
    /// A tenant that gives each request the answer of `answer`.
    pub(super) async fn new(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let stub = Self { url, seen: Arc::default() };
        let seen = stub.seen.clone();
        let router = Router::new().fallback(async move |request: Request| {
            let came = came(request).await;
            let response = answer(&came);
            seen.lock().expect("no panic while held").push(came);
            response
        });
        tokio::spawn(async { axum::serve(listener, router).await });
        stub
    }

    /// The requests so far.
    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panic while held").clone()
    }

    /// The requests so far, each as `GET /path?query`.
    pub(super) fn lines(&self) -> Vec<String> {
        self.seen.lock().expect("no panic while held").iter().map(|seen| seen.line.clone()).collect()
    }
}

async fn came(request: Request) -> Seen {
    let target = request.uri().path_and_query().map_or("", |target| target.as_str());
    let line = format!("{} {target}", request.method());
    let headers = request.headers().clone();
    let authorization = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let body = to_bytes(request.into_body(), usize::MAX).await.expect("a body");
    Seen { line, authorization, headers, body: serde_json::from_slice(&body).unwrap_or_default() }
}

/// An answer with a status and a body.
pub(super) fn answer(status: u16, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    response
}

/// Surroundings in which every secret is `secret`.
pub(super) fn environment(secret: &'static str) -> Environment {
    Environment {
        tenant: "acme".into(),
        clock: Arc::new(ManualClock::new("2026-01-15T09:30:00Z".parse::<Timestamp>().expect("a time"))),
        secrets: Arc::new(OneSecret(secret.into())),
        gauge: Arc::new(NoGauge),
        ticket: None,
    }
}

#[derive(Debug)]
struct OneSecret(SecretString);

#[async_trait::async_trait]
impl SecretReader for OneSecret {
    async fn read(&self, _source: &SecretSource) -> Result<SecretString> {
        Ok(self.0.clone())
    }
}
