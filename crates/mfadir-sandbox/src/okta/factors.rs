//! Factors of one user.

use axum::{
    Extension,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use mfadir_core::{FactorId, Question, RemoveOptions, UserId};
use mfadir_memory::{EnrolledFactor, Person, World};
use serde::Deserialize;
use serde_json::json;

use super::{
    links::Links,
    lookup::{by_id, owner},
    paging::list as bare_list,
    refusal::Refusal,
    wire::{catalog_entry, factor, json_response},
};
use crate::{dialect::Asked, tenant::Tenant};

/// `GET /api/v1/users/{user}/factors`: what the policy shows. Never paged.
pub(super) async fn list(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let owner = owner(&tenant, &asked);
    let world = tenant.world();
    let (person, factors) = shown(&world, &name, owner.as_ref())?;
    Ok(bare_list(&factors, |one| factor(person, one, Links { origin: &asked.origin })))
}

/// `GET /api/v1/users/{user}/factors/catalog`
pub(super) async fn catalog(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let owner = owner(&tenant, &asked);
    let world = tenant.world();
    let (person, _) = shown(&world, &name, owner.as_ref())?;
    Ok(bare_list(&world.offers, |offer| catalog_entry(person, offer, Links { origin: &asked.origin })))
}

/// `GET /api/v1/users/{user}/factors/questions`
pub(super) async fn questions(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let owner = owner(&tenant, &asked);
    let world = tenant.world();
    shown(&world, &name, owner.as_ref())?;
    let question = |known: &Question| json!({ "question": known.key, "questionText": known.text });
    Ok(bare_list(&world.questions(), question))
}

/// `GET /api/v1/users/{user}/factors/{factor}`
pub(super) async fn one(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path((name, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let owner = owner(&tenant, &asked);
    let world = tenant.world();
    let (person, factors) = shown(&world, &name, owner.as_ref())?;
    let found = factors.into_iter().find(|factor| factor.id.as_str() == id);
    let found = found.ok_or_else(|| Refusal::missing(&id, "UserFactor"))?;
    Ok(json_response(StatusCode::OK, &factor(person, found, Links { origin: &asked.origin })))
}

/// The query of a removal.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RemoveQuery {
    remove_recovery_enrollment: Option<String>,
}

/// `DELETE /api/v1/users/{user}/factors/{factor}`: the factor and, as the world says, its Okta Verify siblings.
pub(super) async fn remove(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path((name, id)): Path<(String, String)>,
    Query(query): Query<RemoveQuery>,
) -> Result<Response, Refusal> {
    let (owner, act) = (owner(&tenant, &asked), tenant.act(&asked));
    let mut world = tenant.world();
    let user = shown(&world, &name, owner.as_ref())?.0.id.clone();
    let options = RemoveOptions { remove_recovery: query.remove_recovery_enrollment.as_deref() == Some("true") };
    let removed = world.remove_factor(&user, &FactorId::from(id.as_str()), &options, &act);
    removed.map_err(|error| Refusal::of(&error, &id, "UserFactor"))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The user, if still there, and the factors that the policy shows.
fn shown<'a>(
    world: &'a World,
    name: &str,
    owner: Option<&UserId>,
) -> Result<(&'a Person, Vec<&'a EnrolledFactor>), Refusal> {
    let person = by_id(world, name, owner)?;
    let factors = world.factors(&person.id).map_err(|error| Refusal::of(&error, name, "User"))?;
    Ok((person, factors))
}
