//! A tenant on loopback that answers as a test tells it to, and remembers what it was asked.

use std::{
    io,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    response::Response,
};
use futures_util::stream;
use http::{HeaderMap, StatusCode, header::AUTHORIZATION};
use serde_json::Value;
use tokio::net::TcpListener;

/// What came.
#[derive(Clone, Debug)]
pub struct Seen {
    /// In short: `GET /path?query`, as it stood on the wire.
    pub line: String,
    /// The `Authorization` header, or nothing.
    pub authorization: String,
    /// All headers.
    pub headers: HeaderMap,
    /// The body; null where it is no JSON.
    pub body: Value,
    /// The body as it came.
    pub text: String,
}

impl Seen {
    /// A header's value, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// A tenant of one test.
#[derive(Clone, Debug)]
pub struct Stub {
    /// Where it stands, without a slash at the end.
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Stub {
    /// A tenant that gives each request the answer of `answer`, until the test's runtime ends.
    ///
    /// # Panics
    ///
    /// Where loopback has no free port.
    pub async fn new(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
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
    ///
    /// # Panics
    ///
    /// Where an answer of the test has panicked.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panic while held").clone()
    }

    /// The requests so far, each as `GET /path?query`.
    pub fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.line).collect()
    }
}

async fn came(request: Request) -> Seen {
    let target = request.uri().path_and_query().map_or("", |target| target.as_str());
    let line = format!("{} {target}", request.method());
    let headers = request.headers().clone();
    let authorization = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let body = to_bytes(request.into_body(), usize::MAX).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&body).into_owned();
    Seen { line, authorization, headers, body: serde_json::from_slice(&body).unwrap_or_default(), text }
}

/// An answer with a status and a body.
///
/// # Panics
///
/// Where the status is none.
pub fn answer(status: u16, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(status).expect("the test gives a status of HTTP");
    response
}

/// An answer whose body breaks off: what it said is lost.
pub fn broken() -> Response {
    let error = io::Error::from(io::ErrorKind::ConnectionReset);
    Response::new(Body::from_stream(stream::iter([Err::<&str, _>(error)])))
}
