//! Making, changing and deleting a user.

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use mfadir_core::{UserId, UserStatus};
use serde::Deserialize;
use serde_json::Value;

use super::profile;
use crate::{
    dialect::Asked,
    okta::{
        links::Links,
        lookup::named,
        refusal::Refusal,
        wire::{json_response, user},
    },
    tenant::Tenant,
};

/// The query of a new user.
#[derive(Debug, Default, Deserialize)]
pub(super) struct CreateQuery {
    activate: Option<String>,
}

/// `POST /api/v1/users`
pub(super) async fn create(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Query(query): Query<CreateQuery>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let body = json(&body)?;
    let login = body["profile"]["login"]
        .as_str()
        .ok_or_else(|| Refusal::invalid("login", "login: The field cannot be left blank"))?;
    let active = query.activate.as_deref() != Some("false");
    let status = if active { UserStatus::Active } else { UserStatus::Staged };
    let act = tenant.act(&asked);
    let made = tenant.world().create(login, status, &act, |person| profile::write(person, &body["profile"], true));
    let id = made.map_err(|_| taken())?;
    shown(&tenant, &asked, &id)
}

/// `POST /api/v1/users/{user}`: the fields that are named.
pub(super) async fn update(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    write(&tenant, &asked, &name, &json(&body)?, false)
}

/// `PUT /api/v1/users/{user}`: the whole profile.
pub(super) async fn replace(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    write(&tenant, &asked, &name, &json(&body)?, true)
}

/// `DELETE /api/v1/users/{user}`: the first time deactivates, the second time deletes.
pub(super) async fn delete(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let id = named(&tenant, &asked, &name)?;
    let mut world = tenant.world();
    let gone = world.person(&id).is_ok_and(mfadir_memory::Person::is_deactivated);
    let done =
        if gone { world.delete(&id) } else { world.change(&id, |person| person.status = UserStatus::Deactivated) };
    done.map_err(|error| Refusal::of(&error, &name, "User"))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn write(tenant: &Tenant, asked: &Asked, name: &str, body: &Value, whole: bool) -> Result<Response, Refusal> {
    let id = named(tenant, asked, name)?;
    let changed = tenant.world().change(&id, |person| profile::write(person, &body["profile"], whole));
    changed.map_err(|_| taken())?;
    shown(tenant, asked, &id)
}

/// The user as they are now.
pub(super) fn shown(tenant: &Tenant, asked: &Asked, id: &UserId) -> Result<Response, Refusal> {
    let world = tenant.world();
    let person = world.person(id).map_err(|error| Refusal::of(&error, id.as_str(), "User"))?;
    Ok(json_response(StatusCode::OK, &user(person, Links { origin: &asked.origin })))
}

fn taken() -> Refusal {
    Refusal::invalid("login", "login: An object with this field already exists in the current organization")
}

fn json(body: &Bytes) -> Result<Value, Refusal> {
    serde_json::from_slice(body).map_err(|_| Refusal::malformed())
}
