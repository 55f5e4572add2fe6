//! What people read off their devices.

use axum::{extract::State, http::StatusCode, response::Response};
use serde_json::{Value, json};

use super::answer;
use crate::tenant::Tenant;

/// `GET /_sandbox/codes`: what each authenticator app and token shows at the moment. A user is named by their login.
pub(super) async fn list(State(tenant): State<Tenant>) -> Response {
    let (now, world) = (tenant.now(), tenant.world());
    let mut codes: Vec<Value> = Vec::new();
    for person in world.people() {
        for factor in &person.factors {
            if let Some(code) = world.shown_code(&person.id, &factor.id, now) {
                let kind = factor.factor_type().to_string();
                codes.push(json!({"user": person.login, "factor": factor.id, "type": kind, "code": code.reveal()}));
            }
        }
    }
    answer(StatusCode::OK, &json!({ "codes": codes }))
}
