//! Factors of one user.

use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use mfadir_core::{FactorId, Question, RemoveOptions};
use serde::Deserialize;
use serde_json::json;

use super::{
    caller::Caller,
    paging::list as bare_list,
    refusal::Refusal,
    wire::{catalog_entry, factor, json_response},
};

/// `GET /api/v1/users/{user}/factors`: what the policy shows. Never paged.
pub(super) async fn list(caller: Caller, Path(name): Path<String>) -> Result<Response, Refusal> {
    let world = caller.world();
    let (person, factors) = caller.shown(&world, &name)?;
    Ok(bare_list(&factors, |one| factor(person, one, caller.links())))
}

/// `GET /api/v1/users/{user}/factors/catalog`
pub(super) async fn catalog(caller: Caller, Path(name): Path<String>) -> Result<Response, Refusal> {
    let world = caller.world();
    let (person, _) = caller.shown(&world, &name)?;
    Ok(bare_list(&world.offers, |offer| catalog_entry(person, offer, caller.links())))
}

/// `GET /api/v1/users/{user}/factors/questions`
pub(super) async fn questions(caller: Caller, Path(name): Path<String>) -> Result<Response, Refusal> {
    let world = caller.world();
    caller.shown(&world, &name)?;
    let question = |known: &Question| json!({ "question": known.key, "questionText": known.text });
    Ok(bare_list(&world.questions(), question))
}

/// `GET /api/v1/users/{user}/factors/{factor}`
pub(super) async fn one(caller: Caller, Path((name, id)): Path<(String, String)>) -> Result<Response, Refusal> {
    let world = caller.world();
    let (person, factors) = caller.shown(&world, &name)?;
    let found = factors.into_iter().find(|factor| factor.id.as_str() == id);
    let found = found.ok_or_else(|| Refusal::missing(&id, "UserFactor"))?;
    Ok(json_response(StatusCode::OK, &factor(person, found, caller.links())))
}

/// The query of a removal.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RemoveQuery {
    remove_recovery_enrollment: Option<String>,
}

/// `DELETE /api/v1/users/{user}/factors/{factor}`: the factor and, as the world says, its Okta Verify siblings.
pub(super) async fn remove(
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    Query(query): Query<RemoveQuery>,
) -> Result<Response, Refusal> {
    let act = caller.act();
    let mut world = caller.world();
    let user = caller.shown(&world, &name)?.0.id.clone();
    let options = RemoveOptions { remove_recovery: query.remove_recovery_enrollment.as_deref() == Some("true") };
    let removed = world.remove_factor(&user, &FactorId::from(id.as_str()), &options, &act);
    removed.map_err(|error| Refusal::of(&error, &id, "UserFactor"))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
