//! A tenant on loopback that answers as a test tells it to, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{StatusCode, header::AUTHORIZATION},
    response::Response,
};
use jiff::Timestamp;
use mfadir_core::{Environment, ManualClock, NoGauge, Result, SecretReader, SecretSource};
use secrecy::SecretString;
use serde_json::Value;
use tokio::net::TcpListener;

/// What came, in short: `GET /path?query`, the `Authorization` header, and the body where it is JSON.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) line: String,
    pub(super) authorization: String,
    pub(super) body: Value,
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
        self.seen().into_iter().map(|seen| seen.line).collect()
    }
}

async fn came(request: Request) -> Seen {
    let target = request.uri().path_and_query().map_or("", |target| target.as_str());
    let authorization = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (line, authorization) = (format!("{} {target}", request.method()), authorization.to_owned());
    let body = axum::body::to_bytes(request.into_body(), usize::MAX).await.expect("a body");
    Seen { line, authorization, body: serde_json::from_slice(&body).unwrap_or_default() }
}

/// An answer whose body breaks off: what it said is lost.
pub(super) fn broken() -> Response {
    let error = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    Response::new(Body::from_stream(futures_util::stream::iter([Err::<&str, _>(error)])))
}

/// An answer with a status and a body.
pub(super) fn answer(status: u16, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    response
}

/// A clock that stands at half past nine.
pub(super) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new("2026-01-15T09:30:00Z".parse::<Timestamp>().expect("a time")))
}

/// Surroundings in which every secret is `secret`.
pub(super) fn environment(secret: &'static str, clock: Arc<ManualClock>) -> Environment {
    Environment {
        tenant: "acme".into(),
        clock,
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
