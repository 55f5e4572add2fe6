//! The tenant's clock.

use axum::{body::Bytes, extract::State, http::StatusCode, response::Response};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::json;

use super::{answer, refused};
use crate::tenant::Tenant;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance: SignedDuration,
}

/// `GET /_sandbox/clock`
pub(super) async fn read(State(tenant): State<Tenant>) -> Response {
    answer(StatusCode::OK, &json!({ "now": tenant.now() }))
}

/// `POST /_sandbox/clock {"advance":"30s"}`
pub(super) async fn advance(State(tenant): State<Tenant>, body: Bytes) -> Response {
    let by = match serde_json::from_slice::<Advance>(&body) {
        Ok(asked) => asked.advance,
        Err(error) => return refused(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    let Ok(by) = by.try_into() else {
        return refused(StatusCode::BAD_REQUEST, "the clock only goes forward");
    };
    tenant.advance(by);
    read(State(tenant)).await
}
