//! A request as this provider reads it, and what it answers with.

use std::{
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    time::Duration,
};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use mfadir_memory::{Act, World};
use serde_json::{Value, json};

use super::{errors::Refusal, shapes::OneLoginShapes};
use crate::dialect::Asked;

/// One request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request<'a> {
    pub(super) asked: &'a Asked,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a [u8],
    /// What the answer looks like, where there is a choice.
    pub(super) shapes: OneLoginShapes,
}

impl Request<'_> {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(super) fn query(&self) -> Vec<(String, String)> {
        let query = self.asked.query.as_deref().unwrap_or_default();
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    /// The value of a parameter, unless it is empty.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        self.query().into_iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value)
    }

    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.parameter(name)?.parse().ok()
    }
}

/// What a handler works with.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) world: &'a mut World,
    pub(super) act: &'a Act,
    /// How long after a change the log shows it.
    pub(super) events_delay: Duration,
}

/// Marks what the provider itself answers, refusals too: not what a proxy before it would.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnAnswer;

/// One answer, without the headers that every answer has.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Option<Value>,
}

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self::of(200, body)
    }

    pub(super) fn of(status: u16, body: Value) -> Self {
        Self { status, headers: Vec::new(), body: Some(body) }
    }

    /// The same, for something that was made.
    pub(super) fn created(self) -> Self {
        Self { status: 201, ..self }
    }

    pub(super) fn no_content() -> Self {
        Self { status: 204, headers: Vec::new(), body: None }
    }

    pub(super) fn headed(mut self, headers: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        self.headers.extend(headers);
        self
    }

    /// Adds what a cache would compare: version 1 has it on every success.
    pub(super) fn tagged(self) -> Self {
        let Some(body) = self.body.as_ref().filter(|_| self.status == 200).map(Value::to_string) else { return self };
        let half = |salt: u8| BuildHasherDefault::<DefaultHasher>::default().hash_one((salt, &body));
        self.headed([("etag", format!("W/\"{:016x}{:016x}\"", half(0), half(1)))])
    }

    /// Adds a field to the body.
    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        if let Some(Value::Object(fields)) = &mut self.body {
            fields.insert(name.to_owned(), value);
        }
        self
    }
}

impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        Self::of(refusal.status, refusal.body)
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let body = self.body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.extensions_mut().insert(OwnAnswer);
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

/// Success in version 1, with data.
pub(super) fn envelope(data: Value) -> Reply {
    success().with("data", data)
}

/// Success in version 1, with nothing to tell.
pub(super) fn success() -> Reply {
    told("success", "Success")
}

/// An answer of version 1 that is no error, in its own words.
pub(super) fn told(word: &str, message: &str) -> Reply {
    Reply::ok(json!({"status": {"error": false, "code": 200, "type": word, "message": message}}))
}

/// A list of one, or the thing itself.
pub(super) fn listed(list: bool, thing: Value) -> Value {
    if list { json!([thing]) } else { thing }
}

/// A time as the calls about factors send it.
pub(super) fn moment(at: Timestamp) -> String {
    format!("{at:.0}")
}

/// An id as version 1 sends it.
pub(super) fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| Value::from(id), Value::from)
}
