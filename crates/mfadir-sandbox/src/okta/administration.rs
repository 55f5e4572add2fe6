//! People coming, changing and leaving: what an administrator does, and not this project.

mod lifecycle;
mod people;
mod profile;

use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use serde_json::json;

use super::{caller::Caller, refusal::Refusal, wire::json_response};
use crate::tenant::Tenant;

/// What such a user has none of here.
const EMPTY: &[&str] = &["appLinks", "blocks", "clients", "grants", "idps"];

/// The paths, to be merged into those of the dialect.
pub(super) fn routes() -> Router<Tenant> {
    let mut routes = Router::new()
        .route("/api/v1/users", post(people::create))
        .route("/api/v1/users/{user}", post(people::update).put(people::replace).delete(people::delete))
        .route("/api/v1/users/{user}/lifecycle/{act}", post(lifecycle::act))
        .route("/api/v1/users/{user}/credentials/{act}", post(lifecycle::credentials));
    for collection in EMPTY {
        routes = routes.route(&format!("/api/v1/users/{{user}}/{collection}"), get(nothing));
    }
    routes
}

async fn nothing(caller: Caller, Path(name): Path<String>) -> Result<Response, Refusal> {
    caller.named(&name)?;
    Ok(json_response(StatusCode::OK, &json!([])))
}
