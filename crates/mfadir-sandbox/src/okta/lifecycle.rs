//! What is done to an account as a whole.

use axum::{
    Extension,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use mfadir_core::{ErrorKind, SessionOptions};
use serde::Deserialize;
use serde_json::json;

use super::{
    lookup::{by_id, named, owner},
    refusal::Refusal,
    wire::json_response,
};
use crate::{dialect::Asked, tenant::Tenant};

/// `POST /api/v1/users/{user}/lifecycle/reset_factors`: all factors, also where there is none.
pub(super) async fn reset_factors(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let (user, act) = (named(&tenant, &asked, &name)?, tenant.act(&asked));
    tenant.world().reset(&user, &act).map_err(|error| Refusal::of(&error, &name, "User"))?;
    Ok(nothing())
}

/// `POST /api/v1/users/{user}/lifecycle/unlock`
pub(super) async fn unlock(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let (user, act) = (named(&tenant, &asked, &name)?, tenant.act(&asked));
    match tenant.world().unlock(&user, &act) {
        Ok(()) => Ok(nothing()),
        Err(error) if error.kind() == ErrorKind::Conflict => Err(Refusal::not_locked()),
        Err(error) => Err(Refusal::of(&error, &name, "User")),
    }
}

/// The query of the end of sessions.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SessionQuery {
    oauth_tokens: Option<String>,
}

/// `DELETE /api/v1/users/{user}/sessions`
pub(super) async fn end_sessions(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
    Query(query): Query<SessionQuery>,
) -> Result<Response, Refusal> {
    let owner = owner(&tenant, &asked);
    let user = by_id(&tenant.world(), &name, owner.as_ref())?.id.clone();
    let options = SessionOptions { revoke_tokens: query.oauth_tokens.as_deref() == Some("true") };
    let act = tenant.act(&asked);
    tenant.world().end_sessions(&user, &options, &act).map_err(|error| Refusal::of(&error, &name, "User"))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Lifecycle calls have nothing to say, and say it in JSON.
fn nothing() -> Response {
    json_response(StatusCode::OK, &json!({}))
}
