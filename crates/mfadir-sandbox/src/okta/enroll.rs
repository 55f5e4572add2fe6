//! `POST /api/v1/users/{user}/factors`: new factors.

mod wanted;

use axum::{
    body::Bytes,
    extract::{Path, Query},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use mfadir_core::{EnrollRequest, Kind, UserId};
use mfadir_memory::{Act, World};

pub(super) use wanted::{EnrollQuery, answered, lifetime};

use super::{
    body::Fields,
    caller::Caller,
    objection::not_enrolled,
    refusal::Refusal,
    wire::{factor, json_response, started},
};

/// Enrolls. The answer is 200 and the factor, with what the user's device needs where it is pending.
pub(super) async fn enroll(
    caller: Caller,
    Path(name): Path<String>,
    Query(query): Query<EnrollQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (act, fields) = (caller.act(), Fields::read(&body)?);
    let mut world = caller.world();
    let user = caller.shown(&world, &name)?.0.id.clone();
    let wanted = wanted::wanted(&world, &user, &fields, &query, &headers)?;
    let id = begin(&mut world, &user, &wanted, &act, &name)?;
    let (person, links) = (caller.person(&world, &name)?, caller.links());
    let enrolled = world.factor(&user, &id).map_err(|error| Refusal::of(&error, id.as_str(), "UserFactor"))?;
    let mut answer = factor(person, enrolled, links);
    if let Some(activation) = started(&world, person, enrolled, links) {
        answer["_embedded"] = serde_json::json!({ "activation": activation });
    }
    Ok(json_response(StatusCode::OK, &answer))
}

fn begin(
    world: &mut World,
    user: &UserId,
    wanted: &EnrollRequest,
    act: &Act,
    name: &str,
) -> Result<mfadir_core::FactorId, Refusal> {
    let key = wanted::drawer(world, wanted);
    let begun =
        world.enroll(user, wanted, act).map_err(|error| not_enrolled(&error, &wanted.factor_type.kind, name))?;
    let id = begun.factor.ok_or_else(|| Refusal::missing(name, "User"))?;
    match key {
        Some(key) if wanted.factor_type.kind == Kind::YubikeyOtp => wanted::hand_out(world, user, &id, &key),
        _ => wanted::name_question(world, user, &id),
    }
    Ok(id)
}
