//! People coming, changing and leaving: what an administrator does, and not this project.

mod lifecycle;
mod people;
mod profile;

use axum::{
    Extension, Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use serde_json::json;

use super::{lookup::named, refusal::Refusal, wire::json_response};
use crate::{dialect::Asked, tenant::Tenant};

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

async fn nothing(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    named(&tenant, &asked, &name)?;
    Ok(json_response(StatusCode::OK, &json!([])))
}
