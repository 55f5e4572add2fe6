//! The paths.

use axum::{
    Extension, Router,
    extract::{Request, State},
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use serde_json::json;

use super::{
    access, activate, administration, authenticators, engine::pipeline, enroll, enrollments, factors, groups,
    lifecycle, logs, oauth, people, refusal::Refusal, replace, resend, transactions, verify, wire::json_response,
    yubikeys,
};
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
        .route("/api/v1/users/{user}/factors", get(factors::list).post(enroll::enroll))
        .route("/api/v1/users/{user}/factors/catalog", get(factors::catalog))
        .route("/api/v1/users/{user}/factors/questions", get(factors::questions))
        .route(
            "/api/v1/users/{user}/factors/{factor}",
            get(factors::one).put(replace::question).delete(factors::remove),
        )
        .merge(lives())
        .merge(enrolled())
        .route("/api/v1/groups", get(groups::list))
        .route("/api/v1/groups/{group}/users", get(groups::members))
        .route("/oauth2/v1/clients/{client}/roles", get(oauth::roles))
        .merge(administration::routes())
        .route_layer(middleware::from_fn_with_state(tenant.clone(), access::guard));
    let all = guarded
        .route("/.well-known/okta-organization", get(organization))
        .route("/api/v1/users/{user}/factors/{factor}/qr/{token}", get(activate::picture))
        .route(oauth::PATH, post(oauth::token))
        .method_not_allowed_fallback(async || Refusal::wrong_method().into_response())
        .fallback(async || Refusal::no_such_path().into_response())
        .with_state(tenant);
    Router::new().fallback_service(all).layer(middleware::map_request(without_last_slash))
}

/// One of the vendor's own clients writes a slash between the path and the query.
async fn without_last_slash(mut request: Request) -> Request {
    let path = request.uri().path();
    if let Some(shorter) = path.strip_suffix('/').filter(|shorter| !shorter.is_empty()) {
        let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
        if let Ok(uri) = format!("{shorter}{query}").parse() {
            *request.uri_mut() = uri;
        }
    }
    request
}

/// The life of one factor.
fn lives() -> Router<Tenant> {
    let factor = "/api/v1/users/{user}/factors/{factor}";
    let path = |rest: &str| format!("{factor}/{rest}");
    Router::new()
        .route(&path("lifecycle/activate"), post(activate::activate))
        .route(&path("lifecycle/activate/poll"), post(activate::poll))
        .route(&path("lifecycle/activate/{way}"), post(activate::send))
        .route(&path("resend"), post(resend::resend))
        .route(&path("verify"), post(verify::verify))
        .route(&path("transactions/{transaction}"), get(transactions::poll).delete(transactions::cancel))
}

/// The newer view of what people have, and what stands around it.
fn enrolled() -> Router<Tenant> {
    let all = "/api/v1/users/{user}/authenticator-enrollments";
    let path = |rest: &str| format!("{all}/{rest}");
    let keys = "/api/v1/org/factors/yubikey_token/tokens";
    Router::new()
        .route(all, get(enrollments::list))
        .route(&path("phone"), post(enrollments::phone))
        .route(&path("tac"), post(enrollments::temporary_code))
        .route(&path("{enrollment}"), get(enrollments::one).delete(enrollments::remove))
        .route("/api/v1/authenticators", get(authenticators::list))
        .route("/api/v1/authenticators/{authenticator}", get(authenticators::one))
        .route(keys, get(yubikeys::list).post(yubikeys::upload))
        .route(&format!("{keys}/{{key}}"), get(yubikeys::one))
        .route("/api/v1/logs", get(logs::list))
}

/// Which engine the org runs on; no token is needed.
async fn organization(State(tenant): State<Tenant>, Extension(asked): Extension<Asked>) -> Response {
    let body = json!({
        "id": ORG_ID,
        "pipeline": pipeline(tenant.switches().engine),
        "cell": "ok14",
        "_links": { "organization": { "href": asked.origin } },
    });
    json_response(StatusCode::OK, &body)
}
