//! `/api/v1/users/{user}/authenticator-enrollments`: the newer view of what a user has. Okta Verify has one entry for
//! each device; SMS and calls to one number are one entry.

mod entries;
mod made;

pub(super) use made::{phone, temporary_code};

use axum::{
    Extension,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use mfadir_core::{RemoveOptions, UserId};
use mfadir_memory::{Act, World};
use serde::Deserialize;

use super::{
    authenticators::on_idx,
    links::Links,
    lookup::{by_id, owner},
    paging::list as bare_list,
    refusal::Refusal,
    wire::{enrollment, json_response},
};
use crate::{dialect::Asked, tenant::Tenant};
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
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
    Query(query): Query<LookQuery>,
) -> Result<Response, Refusal> {
    on_idx(&tenant)?;
    let owner = owner(&tenant, &asked);
    let world = tenant.world();
    let user = present(&world, &name, owner.as_ref())?;
    let (person, all) = (by_id(&world, &name, owner.as_ref())?, entries(&world, &user, asked.at, query.disclose()));
    Ok(bare_list(&all, |held| enrollment(person, &held.entry, Links { origin: &asked.origin })))
}

/// One of them.
pub(super) async fn one(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path((name, id)): Path<(String, String)>,
    Query(query): Query<LookQuery>,
) -> Result<Response, Refusal> {
    on_idx(&tenant)?;
    let owner = owner(&tenant, &asked);
    let world = tenant.world();
    let user = present(&world, &name, owner.as_ref())?;
    let held = find(&world, &user, &id, &asked, query.disclose())?;
    let person = by_id(&world, &name, owner.as_ref())?;
    Ok(json_response(StatusCode::OK, &enrollment(person, &held.entry, Links { origin: &asked.origin })))
}

/// Takes one away: one device of several, the factors behind it, or a temporary code.
pub(super) async fn remove(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path((name, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    on_idx(&tenant)?;
    let (owner, act) = (owner(&tenant, &asked), tenant.act(&asked));
    let mut world = tenant.world();
    let user = present(&world, &name, owner.as_ref())?;
    let held = find(&world, &user, &id, &asked, Disclose::Masked)?;
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

/// The id of a user who has not left.
fn present(world: &World, name: &str, owner: Option<&UserId>) -> Result<UserId, Refusal> {
    let user = by_id(world, name, owner)?.id.clone();
    world.factors(&user).map_err(|error| Refusal::of(&error, name, "User"))?;
    Ok(user)
}
