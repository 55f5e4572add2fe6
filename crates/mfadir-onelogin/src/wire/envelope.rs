//! The envelope of version 1: `status`, perhaps `pagination`, and `data`.

use mfadir_core::Result;
use mfadir_http::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::said::Said;
use crate::errors::error_within;

/// An opened envelope.
#[derive(Debug)]
pub(crate) struct Envelope<'a> {
    response: &'a Response,
    due: &'a str,
    data: Value,
    after: Option<String>,
}

impl<'a> Envelope<'a> {
    /// Opens an answer of version 1. `due` says what it should hold.
    pub(crate) fn open(response: &'a Response, due: &'a str) -> Result<Self> {
        let mut body = response.json(due)?;
        check(response, &body)?;
        let after = body["pagination"]["after_cursor"].as_str().filter(|cursor| is_cursor(cursor)).map(str::to_owned);
        match body.get_mut("data").map(Value::take) {
            Some(data) => Ok(Self { response, due, data, after }),
            None => Err(response.unexpected("JSON without `data`", due)),
        }
    }

    /// The rows of `data`. A list within the list stands for its own rows: an empty list may come as `[[]]`.
    pub(crate) fn rows<T: DeserializeOwned>(self) -> Result<Vec<T>> {
        match self.data {
            Value::Array(rows) => self.response.rows(flat(rows), self.due),
            _ => Err(self.response.unexpected("`data` that is no list", self.due)),
        }
    }

    /// The only row, as an object or as a list of one.
    pub(crate) fn one<T: DeserializeOwned>(mut self) -> Result<T> {
        if self.data.is_object() {
            self.data = Value::Array(vec![self.data]);
        }
        let (response, due) = (self.response, self.due);
        let mut rows = self.rows()?;
        match (rows.pop(), rows.is_empty()) {
            (Some(row), true) => Ok(row),
            _ => Err(response.unexpected("a list that does not hold one row", due)),
        }
    }

    /// The rows of a list inside `data`, where that is an object.
    pub(crate) fn rows_of<T: DeserializeOwned>(mut self, name: &str) -> Result<Vec<T>> {
        if let Some(inner) = self.data.get_mut(name) {
            self.data = inner.take();
        } else if self.data.is_object() {
            return Err(self.response.unexpected(&format!("`data` without `{name}`"), self.due));
        }
        self.rows()
    }

    /// The cursor of the next page.
    pub(crate) fn after(&self) -> Option<String> {
        self.after.clone()
    }
}

/// Whether a write was accepted: with an envelope, with `{}` or with no body at all (docs/providers/onelogin.md,
/// "Removal"). A page or `null` is nothing that OneLogin says.
pub(crate) fn accepted(response: &Response) -> Result<()> {
    if response.is_empty() {
        return Ok(());
    }
    let due = "a confirmation";
    match response.json(due)? {
        body @ Value::Object(_) => check(response, &body),
        _ => Err(response.unexpected("JSON that is no object", due)),
    }
}

/// A status of success with an error in the envelope is an error.
pub(super) fn check(response: &Response, body: &Value) -> Result<()> {
    let status = &body["status"];
    if status["error"] != Value::Bool(true) {
        return Ok(());
    }
    let code = status["code"].as_u64().and_then(|code| u16::try_from(code).ok()).unwrap_or_default();
    Err(error_within(response, code, &Said::in_body(body)))
}

/// The documentation shows the text `null` where there is no page.
fn is_cursor(text: &str) -> bool {
    !matches!(text, "" | "null")
}

fn flat(rows: Vec<Value>) -> Vec<Value> {
    let inner = |row| match row {
        Value::Array(inner) => inner,
        row => vec![row],
    };
    rows.into_iter().flat_map(inner).collect()
}
