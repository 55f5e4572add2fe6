//! `POST …/factors/{factor}/resend`: the message of a pending factor once more.

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use mfadir_core::EnrollmentHandle;

use super::{
    activate::found,
    links::Links,
    lookup::{by_id, owner},
    objection::objection,
    refusal::Refusal,
    wire::{factor, json_response},
};
use crate::{dialect::Asked, tenant::Tenant};

/// Sends again. The body repeats the factor and says nothing new, so it is not read.
pub(super) async fn resend(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path((name, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (owner, act) = (owner(&tenant, &asked), tenant.act(&asked));
    let mut world = tenant.world();
    let (user, own) = found(&world, &name, owner.as_ref(), &id)?;
    let sent = match world.enrollment_of(&user, &own.id).map(|running| EnrollmentHandle::pack(running.id.clone())) {
        Some(handle) => world.resend(&user, &handle, &act),
        None => world.renew(&user, &own.id, &act),
    };
    sent.map_err(|error| objection(&error, &own.kind, &id))?;
    let person = by_id(&world, user.as_str(), None)?;
    Ok(json_response(StatusCode::OK, &factor(person, &own, Links { origin: &asked.origin })))
}
