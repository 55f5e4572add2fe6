//! The tenant's fault rules.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{answer, refused};
use crate::{faults::Rule, tenant::Tenant};

/// `POST /_sandbox/faults`
pub(super) async fn add(State(tenant): State<Tenant>, body: Bytes) -> Response {
    match serde_json::from_slice::<Rule>(&body) {
        Ok(rule) => answer(StatusCode::CREATED, &json!({ "id": tenant.faults().add(rule) })),
        Err(error) => refused(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}

/// `GET /_sandbox/faults`
pub(super) async fn list(State(tenant): State<Tenant>) -> Response {
    let shown = |(id, rule): (u64, Rule)| json!({ "id": id, "rule": rule });
    let rules: Vec<Value> = tenant.faults().list().into_iter().map(shown).collect();
    answer(StatusCode::OK, &json!({ "faults": rules }))
}

/// `DELETE /_sandbox/faults`
pub(super) async fn clear(State(tenant): State<Tenant>) -> Response {
    tenant.faults().clear();
    StatusCode::NO_CONTENT.into_response()
}
