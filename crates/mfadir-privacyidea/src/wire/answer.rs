//! The envelope: `result` with `status` and `value`, and beside it `detail` (docs/providers/privacyidea.md,
//! "Envelope").

use mfadir_core::{Error, RequestId, Result};
use mfadir_http::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::said::Said;
use crate::errors::{error, error_within};

/// An answer that says that it succeeded. What that is worth stands in its value: `false` may be no success at all.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response,
    pub(crate) value: Value,
    pub(crate) detail: Value,
    /// `ACCEPT`, `REJECT`, `CHALLENGE`, `DECLINED`, where something was to be proven.
    pub(crate) authentication: Option<String>,
}

impl Answer {
    /// Opens the envelope. Anything but a success that says so is an error.
    pub(crate) fn open(response: Response) -> Result<Self> {
        if !response.status().is_success() {
            return Err(error(&response));
        }
        let due = "a result";
        let mut body = response.json(due)?;
        match &body["result"]["status"] {
            Value::Bool(true) => {}
            Value::Bool(false) => return Err(error_within(&response, &Said::in_body(&body))),
            _ => return Err(response.unexpected("JSON without a result", due)),
        }
        let authentication = body["result"]["authentication"].as_str().map(str::to_owned);
        let (value, detail) = (body["result"]["value"].take(), body["detail"].take());
        Ok(Self { response, value, detail, authentication })
    }

    /// The value as a `T`.
    pub(crate) fn read<T: DeserializeOwned>(&self, due: &str) -> Result<T> {
        T::deserialize(&self.value).map_err(|_| self.unexpected(due))
    }

    /// What stands beside the value, as a `T`.
    pub(crate) fn detail<T: DeserializeOwned>(&self, due: &str) -> Result<T> {
        T::deserialize(&self.detail).map_err(|_| self.unexpected(due))
    }

    /// The value as a list of `T`. One row that is no `T` makes it an error.
    pub(crate) fn rows<T: DeserializeOwned>(&self, due: &str) -> Result<Vec<T>> {
        match &self.value {
            Value::Array(rows) => self.response.rows(rows.clone(), due),
            _ => Err(self.unexpected(due)),
        }
    }

    /// The error for an answer with another value than the one that was due.
    pub(crate) fn unexpected(&self, due: &str) -> Error {
        self.response.unexpected("a result of another shape", due)
    }

    /// The server's id of the request, where something in front of it gives one.
    pub(crate) fn request_id(&self) -> Option<RequestId> {
        self.response.request_id()
    }
}
