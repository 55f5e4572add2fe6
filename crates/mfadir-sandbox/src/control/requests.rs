//! What the tenant was asked.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::answer;
use crate::tenant::Tenant;

/// `GET /_sandbox/requests`
pub(super) async fn list(State(tenant): State<Tenant>) -> Response {
    answer(StatusCode::OK, &json!({ "requests": tenant.requests() }))
}

/// `DELETE /_sandbox/requests`
pub(super) async fn forget(State(tenant): State<Tenant>) -> Response {
    tenant.forget_requests();
    StatusCode::NO_CONTENT.into_response()
}
