//! Proofs in version 1, polls among them: the same call is repeated with the state token until a push ends.

use mfadir_core::{ChallengeHandle, FactorStatus, Kind, UserId};
use mfadir_memory::{Act, EnrolledFactor, World};

use super::devices::device;
use crate::onelogin::{
    body::Fields,
    errors::{self, Refusal},
    exchange::{Reply, Request, success, told},
    people::user_id,
    proof::{self, Standing},
    reference, temporary, wire,
};

/// The device that stands for the user's temporary code.
const NO_DEVICE: &str = "0";

/// `POST otp_devices/{device_id}/verify`. The first success turns a pending device active.
pub(in crate::onelogin) fn verify(
    request: &Request<'_>,
    world: &mut World,
    path: (&str, &str),
    act: &Act,
) -> Result<Reply, Refusal> {
    if path.1 == NO_DEVICE {
        return verify_temporary(request, world, path.0, act);
    }
    let (user, factor) = device(world, path)?;
    let fields = Fields::v1(request)?;
    let handle = handle(&fields, &factor)?;
    let standing = match (fields.code("otp_token"), handle) {
        (Some(code), handle) => hand_in(world, &user, &factor, handle.as_deref(), &code, act),
        (None, Some(handle)) if factor.kind == Kind::Push => poll(world, &user, &factor, &handle, act),
        (None, _) => return Err(errors::blank_code()),
    };
    answer(standing)
}

fn verify_temporary(request: &Request<'_>, world: &mut World, user: &str, act: &Act) -> Result<Reply, Refusal> {
    let user = user_id(user).ok_or_else(|| errors::incorrect("id"))?;
    world.person(&user).map_err(|_| errors::user_does_not_exist())?;
    let code = Fields::v1(request)?.code("otp_token").ok_or_else(errors::blank_code)?;
    let accepted = temporary::is_accepted(world, &user, &code, act);
    if accepted { Ok(success()) } else { Err(errors::failed_authentication()) }
}

/// What the state token stands for. A factor that must be triggered has to show one.
fn handle(fields: &Fields, factor: &EnrolledFactor) -> Result<Option<String>, Refusal> {
    let only_triggered = wire::names(&factor.factor_type()).triggers == [true];
    match fields.text("state_token") {
        None if only_triggered => Err(errors::incorrect("state_token")),
        None => Ok(None),
        Some(token) => reference::of_state_token(&token).map(Some).ok_or_else(|| errors::incorrect("state_token")),
    }
}

fn hand_in(
    world: &mut World,
    user: &UserId,
    factor: &EnrolledFactor,
    handle: Option<&str>,
    code: &str,
    act: &Act,
) -> Standing {
    let pending = factor.status == FactorStatus::Pending;
    let own = pending.then(|| world.enrollment_of(user, &factor.id).map(|running| running.id.clone())).flatten();
    let sent = wire::names(&factor.factor_type()).triggers == [true];
    match (handle, own) {
        (Some(handle), Some(own)) if sent && handle != own => Standing::Late,
        (_, Some(own)) => proof::activated(world, user, factor, &own, code, act),
        (_, None) if pending => Standing::Late,
        (Some(handle), None) if sent && is_about(world, user, factor, handle) => {
            proof::answered(world, user, handle, code, act)
        }
        (Some(_), None) if sent => Standing::Unknown,
        (_, None) => proof::shown(world, user, factor, code, act),
    }
}

fn poll(world: &mut World, user: &UserId, factor: &EnrolledFactor, handle: &str, act: &Act) -> Standing {
    match proof::enrollment(world, user, handle, act) {
        Standing::Unknown if is_about(world, user, factor, handle) => proof::challenge(world, user, handle, act),
        standing => standing,
    }
}

/// Whether the challenge is one of this factor.
fn is_about(world: &World, user: &UserId, factor: &EnrolledFactor, handle: &str) -> bool {
    world.running(user, &ChallengeHandle::pack(handle)).is_ok_and(|running| running.factor == factor.id)
}

fn answer(standing: Standing) -> Result<Reply, Refusal> {
    match standing {
        Standing::Accepted => Ok(success()),
        Standing::Waiting => Ok(told("pending", "Authentication pending on OL Protect")),
        Standing::Wrong => Err(errors::failed_authentication()),
        Standing::Late | Standing::Unknown => Err(errors::state_token_expired()),
    }
}
