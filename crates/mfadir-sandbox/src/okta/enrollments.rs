//! `/api/v1/users/{user}/authenticator-enrollments`: the newer view of what a user has. Okta Verify has one entry for
//! each device; SMS and calls to one number are one entry.

mod entries;
mod made;

pub(super) use made::{phone, temporary_code};

use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use mfadir_core::{RemoveOptions, UserId};
use mfadir_memory::{Act, World};
use serde::Deserialize;

use super::{
    authenticators::on_idx,
    caller::Caller,
    paging::list as bare_list,
    refusal::Refusal,
    wire::{enrollment, json_response},
};
use crate::dialect::Asked;
use entries::{Disclose, Held, entries};

/// The query of a look.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LookQuery {
    disclose_identifiers: Option<String>,
}

impl LookQuery {
    fn disclose(&self) -> Disclose {
        if self.disclose_identifiers.as_deref() == Some("phone") { Disclose::Whole } else { Disclose::Masked }
    }
}

/// All of them.
pub(super) async fn list(
    caller: Caller,
    Path(name): Path<String>,
    Query(query): Query<LookQuery>,
) -> Result<Response, Refusal> {
    on_idx(&caller.tenant)?;
    let world = caller.world();
    let (person, _) = caller.shown(&world, &name)?;
    let all = entries(&world, &person.id, caller.asked.at, query.disclose());
    Ok(bare_list(&all, |held| enrollment(person, &held.entry, caller.links())))
}

/// One of them.
pub(super) async fn one(
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    Query(query): Query<LookQuery>,
) -> Result<Response, Refusal> {
    on_idx(&caller.tenant)?;
    let world = caller.world();
    let (person, _) = caller.shown(&world, &name)?;
    let held = find(&world, &person.id, &id, &caller.asked, query.disclose())?;
    Ok(json_response(StatusCode::OK, &enrollment(person, &held.entry, caller.links())))
}

/// Takes one away: one device of several, the factors behind it, or a temporary code.
pub(super) async fn remove(caller: Caller, Path((name, id)): Path<(String, String)>) -> Result<Response, Refusal> {
    on_idx(&caller.tenant)?;
    let act = caller.act();
    let mut world = caller.world();
    let user = caller.shown(&world, &name)?.0.id.clone();
    let held = find(&world, &user, &id, &caller.asked, Disclose::Masked)?;
    take(&mut world, &user, &held, &act).map_err(|error| Refusal::of(&error, &id, "AuthenticatorEnrollment"))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn take(world: &mut World, user: &UserId, held: &Held, act: &Act) -> mfadir_core::Result<()> {
    if held.is_code {
        return world.revoke_code(user, &held.entry.id.as_str().into(), act);
    }
    for part in &held.parts {
        world.remove_factor(user, part, &RemoveOptions::default(), act)?;
    }
    Ok(())
}

fn find(world: &World, user: &UserId, id: &str, asked: &Asked, disclose: Disclose) -> Result<Held, Refusal> {
    let found = entries(world, user, asked.at, disclose).into_iter().find(|held| held.entry.id == id);
    found.ok_or_else(|| Refusal::missing(id, "AuthenticatorEnrollment"))
}
