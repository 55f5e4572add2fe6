//! What is traced, in a process of its own: whether a line is traced at all is remembered for all threads together.

#[path = "wire/server.rs"]
#[expect(dead_code, reason = "this test needs only a part of it")]
mod server;

use std::{
    io,
    sync::{Arc, Mutex},
};

use mfadir_http::Authorization;
use tracing_subscriber::fmt::MakeWriter;

use server::{Server, read};

const SECRET: &str = "canary-7f3a";

#[tokio::test]
async fn the_most_talkative_trace_shows_the_path_and_no_secret_or_query() {
    let trace = Trace::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(trace.clone()).finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let server = Server::answering("200 OK\r\nx-request-id: r-1", "[]").await;
    let request = read().query("q", "ada@example.com").authorized(Authorization::new("SSWS ", &SECRET.into()));
    server.transport().send(request).await.expect("an answer");
    drop(guard);
    let shown = String::from_utf8(trace.0.lock().expect("no panic while held").clone()).expect("text");
    assert!(shown.contains("path=\"/things\"") && shown.contains("request_id=\"r-1\""), "the control: {shown}");
    assert!(!shown.contains(SECRET) && !shown.contains("ada"), "{shown}");
}

/// Keeps what is traced.
#[derive(Clone, Debug, Default)]
struct Trace(Arc<Mutex<Vec<u8>>>);

impl io::Write for Trace {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic while held").write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Trace {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
