//! What the ticket system says when it does not do what it was asked.

use axum::{
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// A request that is answered with an error.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    status: StatusCode,
    message: String,
    detail: Option<&'static str>,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>, detail: Option<&'static str>) -> Self {
        Self { status, message: message.into(), detail }
    }

    fn body(&self) -> Value {
        json!({ "error": { "message": self.message, "detail": self.detail }, "status": "failure" })
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = Body::from(self.body().to_string());
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = [(header::WWW_AUTHENTICATE, "BASIC realm=\"Service-now\"")];
            return (self.status, challenge, body).into_response();
        }
        (self.status, body).into_response()
    }
}

/// No account, or a wrong one.
pub(super) fn not_authenticated() -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "User Not Authenticated", Some("Required to provide Auth information"))
}

/// A table that is not there.
pub(super) fn invalid_table(table: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, format!("Invalid table {table}"), None)
}

/// A path that leads nowhere.
pub(super) fn no_resource() -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "Requested URI does not represent any resource", None)
}

/// A record that is not there, or not for this account.
pub(super) fn no_record() -> Refusal {
    let detail = "Record doesn't exist or ACL restricts the record retrieval";
    Refusal::new(StatusCode::NOT_FOUND, "No Record found", Some(detail))
}

/// A body that is no JSON object.
pub(super) fn unreadable() -> Refusal {
    let detail = "The payload is not valid JSON.";
    Refusal::new(StatusCode::BAD_REQUEST, "Exception while reading request", Some(detail))
}

/// A method that this resource does not have. The vendor's own text is not known.
pub(super) fn method_not_supported() -> Refusal {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "Method not supported", None)
}
