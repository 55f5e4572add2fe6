//! Errors as Okta words them.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use mfadir_core::{Error, ErrorKind};
use serde_json::{Value, json};

use super::wire::json_response;
use crate::credential::base64url;

const ERROR_ID_LENGTH: usize = 22;

/// A request that is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    status: StatusCode,
    code: &'static str,
    summary: String,
    causes: Vec<String>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, code: &'static str, summary: impl Into<String>) -> Self {
        Self { status, code, summary: summary.into(), causes: Vec::new() }
    }

    /// Says why, beside the summary.
    pub(super) fn because(mut self, cause: impl Into<String>) -> Self {
        self.causes.push(cause.into());
        self
    }

    /// A body that asks for something that is not possible.
    pub(super) fn invalid(what: &str, cause: impl Into<String>) -> Self {
        let summary = format!("Api validation failed: {what}");
        Self::new(StatusCode::BAD_REQUEST, "E0000001", summary).because(cause)
    }

    /// A body that is no JSON object.
    pub(super) fn malformed() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "E0000003", "The request body was not well-formed.")
    }

    pub(super) fn not_allowed() -> Self {
        let summary = "You do not have permission to perform the requested action";
        Self::new(StatusCode::FORBIDDEN, "E0000006", summary)
    }

    /// Something of that type (`User`, `UserFactor`, `UserGroup`) that is not there.
    pub(super) fn missing(id: &str, of: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "E0000007", format!("Not found: Resource not found: {id} ({of})"))
    }

    pub(super) fn no_such_path() -> Self {
        Self::new(StatusCode::NOT_FOUND, "E0000008", "The requested path was not found")
    }

    pub(super) fn bad_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "E0000011", "Invalid token provided")
    }

    pub(super) fn wrong_method() -> Self {
        let summary = "The endpoint does not support the provided HTTP method";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "E0000022", summary)
    }

    pub(super) fn bad_paging() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "E0000029", "Invalid paging request.")
    }

    pub(super) fn bad_search() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "E0000031", "Invalid search criteria.")
    }

    pub(super) fn bad_filter() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "E0000053", "Invalid filter.")
    }

    pub(super) fn not_locked() -> Self {
        Self::new(StatusCode::FORBIDDEN, "E0000032", "Unlock is not allowed for this user.")
    }

    /// What the user's state does not allow.
    pub(super) fn wrong_state() -> Self {
        let summary = "This operation is not allowed in the user's current status.";
        Self::new(StatusCode::FORBIDDEN, "E0000038", summary)
    }

    pub(super) fn too_many() -> Self {
        let summary = "API call exceeded rate limit due to too many requests.";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "E0000047", summary)
    }

    /// What the world refused, about a thing of that id and type.
    pub(super) fn of(error: &Error, id: &str, of: &str) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::missing(id, of),
            _ => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "E0000009", "Internal Server Error"),
        }
    }

    fn body(&self) -> Value {
        json!({
            "errorCode": self.code,
            "errorSummary": self.summary,
            "errorLink": self.code,
            "errorId": format!("oae{}", base64url(ERROR_ID_LENGTH)),
            "errorCauses": self.causes.iter().map(|cause| json!({ "errorSummary": cause })).collect::<Vec<_>>(),
        })
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = json_response(self.status, &self.body());
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("SSWS"));
        }
        response
    }
}
