//! `…/factors/{factor}/transactions/{transaction}`: how far a push is, and its end.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use mfadir_core::{ChallengeHandle, ChallengeState, UserId};
use mfadir_memory::{RunningChallenge, World};

use super::{
    caller::Caller,
    refusal::Refusal,
    wire::{Own, json_response, over, success, waiting},
};

/// How far it is. Every state is a 200.
pub(super) async fn poll(
    caller: Caller,
    Path((name, id, transaction)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let act = caller.act();
    let mut world = caller.world();
    let (user, own) = caller.factor(&world, &name, &id)?;
    let running = running(&world, &user, &id, &transaction)?;
    let state = world.poll(&user, &ChallengeHandle::pack(transaction.clone()), &act);
    let state = state.map_err(|error| Refusal::of(&error, &transaction, "Transaction"))?;
    let person = world.person(&user).map_err(|error| Refusal::of(&error, &name, "User"))?;
    let own = Own { person, factor: &own, links: caller.links() };
    let body = match state {
        ChallengeState::Approved(_) | ChallengeState::Answered => success(),
        ChallengeState::Denied => over(own, "REJECTED"),
        ChallengeState::Expired => over(own, "TIMEOUT"),
        _ => waiting(own, &running),
    };
    Ok(json_response(StatusCode::OK, &body))
}

/// Takes it back.
pub(super) async fn cancel(
    caller: Caller,
    Path((name, id, transaction)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let mut world = caller.world();
    let (user, _) = caller.factor(&world, &name, &id)?;
    running(&world, &user, &id, &transaction)?;
    let cancelled = world.cancel(&user, &ChallengeHandle::pack(transaction.clone()));
    cancelled.map_err(|error| Refusal::of(&error, &transaction, "Transaction"))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn running(world: &World, user: &UserId, factor: &str, transaction: &str) -> Result<RunningChallenge, Refusal> {
    let running = world.running(user, &ChallengeHandle::pack(transaction)).ok();
    let own = running.filter(|running| running.factor.as_str() == factor);
    own.cloned().ok_or_else(|| Refusal::missing(transaction, "Transaction"))
}
