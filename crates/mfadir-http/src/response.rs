//! An answer.

use std::fmt;

use http::{HeaderMap, StatusCode, header::DATE};
use jiff::{Timestamp, fmt::rfc2822};
use mfadir_core::{Applied, Error, ErrorKind, RequestId, Result};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{body, redact::redact, request::Asked, status};

/// An answer with its whole body. `Debug` shows neither the body, which may hold a token, nor the headers.
pub struct Response {
    pub(crate) asked: Asked,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) request_id: Option<RequestId>,
    pub(crate) secrets: Vec<SecretString>,
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { asked, status, body, .. } = self;
        write!(f, "Response({asked}: {status}, {} bytes)", body.len())
    }
}

impl Response {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The provider's id of the request.
    pub fn request_id(&self) -> Option<RequestId> {
        self.request_id.clone()
    }

    /// Whether there is nothing in the body.
    pub fn is_empty(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }

    /// The body as JSON, whatever it holds; nothing where it is none. For errors, which are read as far as they can be.
    pub fn any_json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The body as JSON. `Unexpected` where it is none; `due` says what it should have been.
    pub fn json(&self, due: &str) -> Result<Value> {
        body::json(&self.headers, &self.body).map_err(|came| self.unexpected(&came, due))
    }

    /// The body as one object with the fields of `T`.
    pub fn object<T: DeserializeOwned>(&self, due: &str) -> Result<T> {
        let value = self.json(due)?;
        let came = match &value {
            Value::Object(_) => "an object without the right fields",
            other => body::shape(other),
        };
        serde_json::from_value(value).map_err(|_| self.unexpected(came, due))
    }

    /// The body as a list of `T`. One row that is no `T` makes it an error: it must be neither lost nor made up.
    pub fn list<T: DeserializeOwned>(&self, due: &str) -> Result<Vec<T>> {
        match self.json(due)? {
            Value::Array(rows) => self.rows(rows, due),
            other => Err(self.unexpected(body::shape(&other), due)),
        }
    }

    /// Each row as a `T`.
    pub fn rows<T: DeserializeOwned>(&self, rows: Vec<Value>, due: &str) -> Result<Vec<T>> {
        let total = rows.len();
        let read = |(at, row): (usize, Value)| {
            let came = body::shape(&row);
            let broken = || self.unexpected(&format!("{came} that cannot be read as row {} of {total}", at + 1), due);
            serde_json::from_value(row).map_err(|_| broken())
        };
        rows.into_iter().enumerate().map(read).collect()
    }

    /// The error for an answer of another shape than the one that was due.
    pub fn unexpected(&self, came: &str, due: &str) -> Error {
        let status = self.status.as_u16();
        self.error(ErrorKind::Unexpected, format!("{} answered {status} with {came} where {due} was due", self.asked))
            .with_hint("check that `url` is the provider's own address and that no proxy answers in its place")
    }

    /// An error about this answer: with the request's id, and with whether a write may have happened.
    pub fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        let applied = if self.asked.changes { status::applied(self.status) } else { Applied::No };
        Error::new(kind, message).with_applied(applied).with_request_id(self.request_id())
    }

    /// The error that the status alone stands for, with what came where the provider's own error was due.
    pub fn error_by_status(&self) -> Error {
        let status = self.status;
        let reason = status.canonical_reason().unwrap_or("no known status");
        self.error(status::kind_of(status), format!("{} answered {} ({reason})", self.asked, status.as_u16()))
    }

    /// A text of the server, fit to be repeated: one short line without any credential.
    pub fn said(&self, text: &str) -> String {
        redact(text, &self.secrets)
    }

    /// The server's own time when it answered.
    pub fn server_time(&self) -> Option<Timestamp> {
        rfc2822::parse(self.headers.get(DATE)?.to_str().ok()?).ok().map(|date| date.timestamp())
    }
}
