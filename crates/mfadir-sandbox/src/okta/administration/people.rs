//! Making, changing and deleting a user.

use axum::{
    body::Bytes,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use mfadir_core::{UserId, UserStatus};
use serde::Deserialize;
use serde_json::Value;

use super::profile;
use crate::okta::{
    caller::Caller,
    refusal::Refusal,
    wire::{json_response, user},
};

/// The query of a new user.
#[derive(Debug, Default, Deserialize)]
pub(super) struct CreateQuery {
    activate: Option<String>,
}

/// `POST /api/v1/users`
pub(super) async fn create(caller: Caller, Query(query): Query<CreateQuery>, body: Bytes) -> Result<Response, Refusal> {
    let body = json(&body)?;
    let login = body["profile"]["login"]
        .as_str()
        .ok_or_else(|| Refusal::invalid("login", "login: The field cannot be left blank"))?;
    let active = query.activate.as_deref() != Some("false");
    let status = if active { UserStatus::Active } else { UserStatus::Staged };
    let act = caller.act();
    let made = caller.world().create(login, status, &act, |person| profile::write(person, &body["profile"], true));
    let id = made.map_err(|_| taken())?;
    shown(&caller, &id)
}

/// `POST /api/v1/users/{user}`: the fields that are named.
pub(super) async fn update(caller: Caller, Path(name): Path<String>, body: Bytes) -> Result<Response, Refusal> {
    write(&caller, &name, &json(&body)?, false)
}

/// `PUT /api/v1/users/{user}`: the whole profile.
pub(super) async fn replace(caller: Caller, Path(name): Path<String>, body: Bytes) -> Result<Response, Refusal> {
    write(&caller, &name, &json(&body)?, true)
}

/// `DELETE /api/v1/users/{user}`: the first time deactivates, the second time deletes.
pub(super) async fn delete(caller: Caller, Path(name): Path<String>) -> Result<Response, Refusal> {
    let id = caller.named(&name)?;
    let mut world = caller.world();
    let gone = world.person(&id).is_ok_and(mfadir_memory::Person::is_deactivated);
    let done =
        if gone { world.delete(&id) } else { world.change(&id, |person| person.status = UserStatus::Deactivated) };
    done.map_err(|error| Refusal::of(&error, &name, "User"))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn write(caller: &Caller, name: &str, body: &Value, whole: bool) -> Result<Response, Refusal> {
    let id = caller.named(name)?;
    let changed = caller.world().change(&id, |person| profile::write(person, &body["profile"], whole));
    changed.map_err(|_| taken())?;
    shown(caller, &id)
}

/// The user as they are now.
pub(super) fn shown(caller: &Caller, id: &UserId) -> Result<Response, Refusal> {
    let world = caller.world();
    let person = world.person(id).map_err(|error| Refusal::of(&error, id.as_str(), "User"))?;
    Ok(json_response(StatusCode::OK, &user(person, caller.links())))
}

fn taken() -> Refusal {
    Refusal::invalid("login", "login: An object with this field already exists in the current organization")
}

fn json(body: &Bytes) -> Result<Value, Refusal> {
    serde_json::from_slice(body).map_err(|_| Refusal::malformed())
}
