//! The world as Okta's JSON.

mod factor;
mod group;
mod profile;
mod user;

pub(super) use factor::{catalog_entry, factor};
pub(super) use group::group;
pub(super) use user::{listed_user, role, user};

use axum::{
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

/// A JSON answer.
pub(super) fn json_response(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], Body::from(body.to_string())).into_response()
}
