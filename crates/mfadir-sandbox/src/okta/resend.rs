//! `POST …/factors/{factor}/resend`: the message of a pending factor once more.

use axum::{extract::Path, http::StatusCode, response::Response};
use mfadir_core::EnrollmentHandle;

use super::{
    caller::Caller,
    objection::objection,
    refusal::Refusal,
    wire::{factor, json_response},
};

/// Sends again. The body repeats the factor and says nothing new, so it is not read.
pub(super) async fn resend(caller: Caller, Path((name, id)): Path<(String, String)>) -> Result<Response, Refusal> {
    let act = caller.act();
    let mut world = caller.world();
    let (user, own) = caller.factor(&world, &name, &id)?;
    let sent = match world.enrollment_of(&user, &own.id).map(|running| EnrollmentHandle::pack(running.id.clone())) {
        Some(handle) => world.resend(&user, &handle, &act),
        None => world.renew(&user, &own.id, &act),
    };
    sent.map_err(|error| objection(&error, &own.kind, &id))?;
    let person = caller.person(&world, &name)?;
    Ok(json_response(StatusCode::OK, &factor(person, &own, caller.links())))
}
