//! How the tenant behaves where there is a choice.

use axum::{body::Bytes, extract::State, http::StatusCode, response::Response};
use serde_json::{Map, Value, json};

use super::{answer, refused};
use crate::{switches::Switches, tenant::Tenant};

/// `GET /_sandbox/switches`
pub(super) async fn read(State(tenant): State<Tenant>) -> Response {
    answer(StatusCode::OK, &tenant.switches())
}

/// `POST /_sandbox/switches`: those that are named, the others stay.
pub(super) async fn turn(State(tenant): State<Tenant>, body: Bytes) -> Response {
    match turned(tenant.switches(), &body) {
        Ok(switches) => tenant.switch(switches),
        Err(error) => return refused(StatusCode::BAD_REQUEST, &error.to_string()),
    }
    read(State(tenant)).await
}

fn turned(switches: Switches, body: &[u8]) -> serde_json::Result<Switches> {
    let named: Map<String, Value> = serde_json::from_slice(body)?;
    let mut all = json!(switches);
    for (name, value) in named {
        all[name.as_str()] = value;
    }
    serde_json::from_value(all)
}
