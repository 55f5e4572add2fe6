//! The user's side of a push.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use mfadir_memory::Answer;
use serde::Deserialize;

use super::refused;
use crate::tenant::Tenant;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tap {
    answer: Word,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Approve,
    Deny,
}

/// `POST /_sandbox/push/{id} {"answer":"approve"|"deny"}`: answers the newest push that waits, be it a challenge or an
/// enrollment. The id is that of the factor or of the transaction, or the login of the user.
pub(super) async fn tap(State(tenant): State<Tenant>, Path(id): Path<String>, body: Bytes) -> Response {
    let word = match serde_json::from_slice::<Tap>(&body) {
        Ok(tap) => tap.answer,
        Err(error) => return refused(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    let answer = match word {
        Word::Approve => Answer::Yes,
        Word::Deny => Answer::No,
    };
    let now = tenant.now();
    match tenant.world().answer_named(&id, answer, now) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refused(StatusCode::NOT_FOUND, error.message()),
    }
}
