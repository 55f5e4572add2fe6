//! Stands between directories and a real server: notes each request, and lets things go wrong on its way.

mod connection;
mod fault;
mod forward;

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::body::Bytes;
use serde_json::Value;
use tokio::{net::TcpListener, task::AbortHandle};

pub use fault::{Answer, Damage, Fault};

use connection::Way;
use forward::Upstream;

/// A request, and what came back.
#[derive(Clone)]
pub struct Seen {
    /// The method.
    pub method: String,
    /// Path and query as they were on the wire.
    pub target: String,
    /// The status of the server's own answer; nothing where it was not asked.
    pub status: Option<u16>,
    /// Whether it met a fault.
    pub damaged: bool,
    answer: Bytes,
}

impl Seen {
    /// The path, without the query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Whether it may change something.
    pub fn is_write(&self) -> bool {
        !matches!(self.method.as_str(), "GET" | "HEAD")
    }

    /// The server's own answer; `null` where it is no JSON.
    pub fn answer(&self) -> Value {
        serde_json::from_slice(&self.answer).unwrap_or_default()
    }
}

/// Without the answer, which may hold a secret.
impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({:?}, damaged: {})", self.method, self.target, self.status, self.damaged)
    }
}

/// The way to one server, as long as the runtime is there.
#[derive(Clone, Debug)]
pub struct Proxy {
    url: String,
    notes: Arc<Mutex<Notes>>,
    listening: AbortHandle,
}

#[derive(Debug, Default)]
struct Notes {
    seen: Vec<Seen>,
    faults: Vec<Fault>,
}

impl Proxy {
    /// A way to the server, within a tokio runtime.
    ///
    /// # Panics
    /// Where the machine has no free port.
    pub async fn to(upstream: &str) -> Self {
        let listener =
            TcpListener::bind("127.0.0.1:0").await.expect("a free port of the loopback interface can be bound");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let notes: Arc<Mutex<Notes>> = Arc::default();
        let way = Way { upstream: Upstream::new(upstream), notes: Arc::clone(&notes) };
        let listening = tokio::spawn(connection::listen(listener, way));
        Self { url, notes, listening: listening.abort_handle() }
    }

    /// Where directories find the server.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What came along, in order.
    pub fn seen(&self) -> Vec<Seen> {
        notes(&self.notes).seen.clone()
    }

    /// Lets something happen to requests. The first fault that fits one is used.
    pub fn add(&self, fault: Fault) {
        notes(&self.notes).faults.push(fault);
    }

    /// Ends every fault.
    pub fn mend(&self) {
        notes(&self.notes).faults.clear();
    }

    /// Listens no more, as a server that was stopped.
    pub fn stop(&self) {
        self.listening.abort();
    }
}

fn notes(notes: &Mutex<Notes>) -> MutexGuard<'_, Notes> {
    notes.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Notes {
    /// Notes a request before anybody answers it. Tells its number, and what happens to it.
    fn begin(&mut self, method: &str, target: &str) -> (usize, Option<Damage>) {
        let damage = fault::hit(&mut self.faults, method, target);
        let (method, target) = (method.to_owned(), target.to_owned());
        self.seen.push(Seen { method, target, status: None, damaged: damage.is_some(), answer: Bytes::new() });
        (self.seen.len() - 1, damage)
    }

    fn answered(&mut self, number: usize, status: u16, answer: Bytes) {
        let seen = &mut self.seen[number];
        (seen.status, seen.answer) = (Some(status), answer);
    }
}
