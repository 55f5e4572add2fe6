//! The paths.

use axum::{
    Extension, Router,
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use serde_json::json;

use super::{access, factors, groups, lifecycle, people, refusal::Refusal, wire::json_response};
use crate::{dialect::Asked, tenant::Tenant};

const ORG_ID: &str = "00o1a7Yq3Wd9KfTzR5d7";

/// Everything that the dialect answers.
pub(super) fn router(tenant: Tenant) -> Router {
    let guarded = Router::new()
        .route("/api/v1/users", get(people::list))
        .route("/api/v1/users/{user}", get(people::one))
        .route("/api/v1/users/{user}/groups", get(groups::of_user))
        .route("/api/v1/users/{user}/roles", get(people::roles))
        .route("/api/v1/users/{user}/sessions", delete(lifecycle::end_sessions))
        .route("/api/v1/users/{user}/lifecycle/unlock", post(lifecycle::unlock))
        .route("/api/v1/users/{user}/lifecycle/reset_factors", post(lifecycle::reset_factors))
        .route("/api/v1/users/{user}/factors", get(factors::list))
        .route("/api/v1/users/{user}/factors/catalog", get(factors::catalog))
        .route("/api/v1/users/{user}/factors/{factor}", get(factors::one).delete(factors::remove))
        .route("/api/v1/groups", get(groups::list))
        .route("/api/v1/groups/{group}/users", get(groups::members))
        .route_layer(middleware::from_fn_with_state(tenant.clone(), access::guard));
    guarded
        .route("/.well-known/okta-organization", get(organization))
        .method_not_allowed_fallback(async || Refusal::wrong_method().into_response())
        .fallback(async || Refusal::no_such_path().into_response())
        .with_state(tenant)
}

/// Which engine the org runs on; no token is needed.
async fn organization(Extension(asked): Extension<Asked>) -> Response {
    let body = json!({
        "id": ORG_ID,
        "pipeline": "idx",
        "cell": "ok14",
        "_links": { "organization": { "href": asked.origin } },
    });
    json_response(StatusCode::OK, &body)
}
