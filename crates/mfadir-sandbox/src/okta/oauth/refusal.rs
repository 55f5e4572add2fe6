//! Refusals of the token endpoint, in the words of OAuth.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::okta::wire::json_response;

/// The header that hands out a nonce.
pub(super) const NONCE: HeaderName = HeaderName::from_static("dpop-nonce");

/// No token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoToken {
    status: StatusCode,
    error: &'static str,
    description: String,
    nonce: Option<String>,
}

impl NoToken {
    fn new(status: StatusCode, error: &'static str, description: impl Into<String>) -> Self {
        Self { status, error, description: description.into(), nonce: None }
    }

    pub(super) fn client(description: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "invalid_client", description)
    }

    pub(super) fn request(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", description)
    }

    pub(super) fn grant() -> Self {
        let description = "The authorization grant type is not supported by the authorization server.";
        Self::new(StatusCode::BAD_REQUEST, "unsupported_grant_type", description)
    }

    pub(super) fn scope(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_scope", description)
    }

    pub(super) fn proof(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_dpop_proof", description)
    }

    /// A proof without a nonce, or with one that is not taken any more.
    pub(super) fn nonce(nonce: String) -> Self {
        let description = "Authorization server requires nonce in DPoP proof.";
        Self { nonce: Some(nonce), ..Self::new(StatusCode::BAD_REQUEST, "use_dpop_nonce", description) }
    }
}

impl IntoResponse for NoToken {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.error, "error_description": self.description });
        let mut response = json_response(self.status, &body);
        if let Some(nonce) = self.nonce.and_then(|nonce| HeaderValue::try_from(nonce).ok()) {
            response.headers_mut().insert(NONCE, nonce);
        }
        response
    }
}
