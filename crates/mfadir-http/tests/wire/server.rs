//! A server that says exactly what it is told to, and remembers what it was asked.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use jiff::Timestamp;
use mfadir_core::{Bucket, Environment, Gauge, ManualClock, NoGauge, Reading, Result, SecretReader, SecretSource};
use mfadir_http::{Dialect, Origin, Path, Rate, Request, Transport, number};
use secrecy::SecretString;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// One request after the other gets `answer` and then the end of the connection.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(super) async fn saying(answer: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        tokio::spawn(serve(listener, answer.into(), requests.clone()));
        Self { address, requests }
    }

    /// A status line and headers, then the body with its true length.
    pub(super) async fn answering(head: &str, body: &str) -> Self {
        Self::saying(format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}", body.len())).await
    }

    pub(super) fn transport(&self) -> Transport {
        self.transport_with(Arc::new(NoGauge))
    }

    pub(super) fn transport_with(&self, gauge: Arc<dyn Gauge>) -> Transport {
        transport_to(&format!("http://{}", self.address), gauge)
    }

    /// The heads of the requests that came.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no panic while held").clone()
    }
}

pub(super) fn transport_to(origin: &str, gauge: Arc<dyn Gauge>) -> Transport {
    let dialect = Dialect {
        request_id: "x-request-id",
        rate: |headers, _| {
            let resets_in = std::time::Duration::from_secs(number(headers, "x-reset")?);
            Some(Rate { limit: number(headers, "x-limit")?, remaining: number(headers, "x-remaining")?, resets_in })
        },
    };
    Transport::new(Origin::parse(origin).expect("an origin"), dialect, environment(gauge))
}

async fn serve(listener: TcpListener, answer: Vec<u8>, requests: Arc<Mutex<Vec<String>>>) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let head = read_head(&mut stream).await;
        requests.lock().expect("no panic while held").push(head);
        let _ = stream.write_all(&answer).await;
    }
}

async fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8(head).expect("an ASCII head")
}

fn environment(gauge: Arc<dyn Gauge>) -> Environment {
    Environment {
        tenant: "acme".into(),
        clock: Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH)),
        secrets: Arc::new(NoSecrets),
        gauge,
        ticket: Some("INC-7".to_owned()),
    }
}

#[derive(Debug)]
struct NoSecrets;

#[async_trait::async_trait]
impl SecretReader for NoSecrets {
    async fn read(&self, _source: &SecretSource) -> Result<SecretString> {
        Ok(SecretString::default())
    }
}

/// Keeps the readings.
#[derive(Debug, Default)]
pub(super) struct Readings(pub(super) Mutex<Vec<Reading>>);

impl Gauge for Readings {
    fn observe(&self, reading: Reading) {
        self.0.lock().expect("no panic while held").push(reading);
    }
}

pub(super) fn read() -> Request {
    Request::get(&Path::new("/things")).bucket(Bucket::new("things"))
}

pub(super) fn write() -> Request {
    Request::delete(&Path::new("/things").segment("7").expect("a path"))
}
