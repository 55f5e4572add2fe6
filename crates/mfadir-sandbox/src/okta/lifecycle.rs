//! What is done to an account as a whole.

use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use mfadir_core::{ErrorKind, SessionOptions};
use serde::Deserialize;
use serde_json::json;

use super::{caller::Caller, refusal::Refusal, wire::json_response};

/// `POST /api/v1/users/{user}/lifecycle/reset_factors`: all factors, also where there is none.
pub(super) async fn reset_factors(caller: Caller, Path(name): Path<String>) -> Result<Response, Refusal> {
    let (user, act) = (caller.named(&name)?, caller.act());
    caller.world().reset(&user, &act).map_err(|error| Refusal::of(&error, &name, "User"))?;
    Ok(nothing())
}

/// `POST /api/v1/users/{user}/lifecycle/unlock`
pub(super) async fn unlock(caller: Caller, Path(name): Path<String>) -> Result<Response, Refusal> {
    let (user, act) = (caller.named(&name)?, caller.act());
    match caller.world().unlock(&user, &act) {
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
    caller: Caller,
    Path(name): Path<String>,
    Query(query): Query<SessionQuery>,
) -> Result<Response, Refusal> {
    let user = caller.person(&caller.world(), &name)?.id.clone();
    let options = SessionOptions { revoke_tokens: query.oauth_tokens.as_deref() == Some("true") };
    let act = caller.act();
    caller.world().end_sessions(&user, &options, &act).map_err(|error| Refusal::of(&error, &name, "User"))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Lifecycle calls have nothing to say, and say it in JSON.
fn nothing() -> Response {
    json_response(StatusCode::OK, &json!({}))
}
