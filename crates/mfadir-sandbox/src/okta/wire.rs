//! The world as Okta's JSON.

mod activation;
mod authenticator;
mod challenge;
mod enrollment;
mod event;
mod factor;
mod group;
mod profile;
mod user;

pub(super) use activation::{ended, started, still_waiting};
pub(super) use authenticator::{AUTHENTICATORS, authenticator, authenticator_of, keyed};
pub(super) use challenge::{Own, asked as prompted, over, success, waiting};
pub(super) use enrollment::{Entry, enrollment};
pub(super) use event::{Told, event};
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
