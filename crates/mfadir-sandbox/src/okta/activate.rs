//! `POST …/factors/{factor}/lifecycle/activate`: the proof that completes an enrollment, or how far it is.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{
        StatusCode,
        header::{CONTENT_TYPE, HeaderValue},
    },
    response::{IntoResponse, Response},
};
use mfadir_core::{Activation, EnrollmentHandle, FactorStatus, Kind, Proof, UserId};
use mfadir_memory::{Act, EnrolledFactor, Masked, Message, World};
use secrecy::SecretString;
use serde_json::Value;

use super::{
    body::Fields,
    caller::Caller,
    links::Links,
    lookup::by_id,
    objection::{late, objection, wrong},
    refusal::Refusal,
    signature,
    wire::{ended, factor, json_response, still_waiting},
};
use crate::tenant::Tenant;

/// A picture of nothing: one white point. The address is what a client needs to show; the picture is not.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0x0f, 0x00, 0x01, 0x01, 0x01, 0x00, 0xb1, 0x38, 0xf6, 0x14, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// Activates, or answers how far a push enrollment is. One that is known to have ended begins anew.
pub(super) async fn activate(
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (act, fields) = (caller.act(), Fields::read(&body)?);
    let mut world = caller.world();
    let (user, own) = caller.factor(&world, &name, &id)?;
    let links = caller.links();
    if own.kind == Kind::Push && own.status == FactorStatus::Pending {
        let over = world.enrollment_of(&user, &own.id).is_none_or(|running| running.closed);
        if over {
            world.renew(&user, &own.id, &act).map_err(|error| objection(&error, &own.kind, &id))?;
        }
        return polled(&mut world, &user, &own, links, &act);
    }
    if let Some(proof) = proof(&world, &user, &own, &fields)? {
        hand_in(&mut world, &user, &own, &proof, &act)?;
    }
    shown(&world, &user, &id, links)
}

/// `POST …/lifecycle/activate/poll`
pub(super) async fn poll(caller: Caller, Path((name, id)): Path<(String, String)>) -> Result<Response, Refusal> {
    let act = caller.act();
    let mut world = caller.world();
    let (user, own) = caller.factor(&world, &name, &id)?;
    polled(&mut world, &user, &own, caller.links(), &act)
}

/// `POST …/lifecycle/activate/email` and `…/sms`: sends the link that the QR code holds.
pub(super) async fn send(
    caller: Caller,
    Path((name, id, way)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let mut world = caller.world();
    let (user, own) = caller.factor(&world, &name, &id)?;
    let person = caller.person(&world, &name)?;
    let (channel, to) = match way.as_str() {
        "email" => (Kind::Email, person.emails.first().cloned()),
        "sms" => (Kind::Sms, person.phone.clone()),
        _ => return Err(Refusal::no_such_path()),
    };
    let running = world.enrollment_of(&user, &own.id).ok_or_else(|| Refusal::missing(&id, "UserFactor"))?;
    let code = Masked::new(running.id.clone());
    world.send(Message { at: caller.asked.at, channel, user, factor: own.id, to, code });
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `GET …/factors/{factor}/qr/{token}`: whoever holds the token gets the picture, with no other credential.
pub(super) async fn picture(
    State(tenant): State<Tenant>,
    Path((name, id, token)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let world = tenant.world();
    let running = world.enrollment_named(&UserId::from(name), &token).filter(|running| running.factor.as_str() == id);
    running.ok_or_else(|| Refusal::missing(&id, "UserFactor"))?;
    let mut response = PICTURE.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("image/png"));
    Ok(response)
}

/// The proof in the body. None where the body is empty: the factor is shown as it is.
fn proof(world: &World, user: &UserId, own: &EnrolledFactor, fields: &Fields) -> Result<Option<Proof>, Refusal> {
    if matches!(own.kind, Kind::Webauthn | Kind::U2f) {
        let expected = world.enrollment_of(user, &own.id).and_then(|running| running.expected.clone());
        let complete = expected.filter(|_| signature::attests(fields)).ok_or_else(wrong)?;
        return Ok(Some(Proof::Signature(SecretString::from(complete.reveal()))));
    }
    Ok(fields.text("passCode").map(|code| Proof::Code(SecretString::from(code))))
}

fn hand_in(world: &mut World, user: &UserId, own: &EnrolledFactor, proof: &Proof, act: &Act) -> Result<(), Refusal> {
    let running = world.enrollment_of(user, &own.id).map(|running| EnrollmentHandle::pack(running.id.clone()));
    let handle = running.ok_or_else(|| Refusal::missing(own.id.as_str(), "UserFactor"))?;
    match world.activate(user, &handle, proof, act).map_err(|error| objection(&error, &own.kind, own.id.as_str()))? {
        Activation::Active(_) => Ok(()),
        _ => Err(late()),
    }
}

fn polled(
    world: &mut World,
    user: &UserId,
    own: &EnrolledFactor,
    links: Links<'_>,
    act: &Act,
) -> Result<Response, Refusal> {
    let missing = |error: mfadir_core::Error| Refusal::of(&error, own.id.as_str(), "UserFactor");
    let handle = world.enrollment_of(user, &own.id).map(|running| EnrollmentHandle::pack(running.id.clone()));
    let standing = match handle {
        Some(handle) => world.poll_enrollment(user, &handle, act).map_err(missing)?,
        None if own.status == FactorStatus::Active => Activation::Active(own.id.clone()),
        None => Activation::Expired,
    };
    let person = world.person(user).map_err(missing)?;
    let body: Value = match standing {
        Activation::Active(id) => return shown(world, user, id.as_str(), links),
        Activation::Waiting { .. } => still_waiting(world, person, own, links),
        Activation::Refused => ended("CANCELLED", person, own, links),
        _ => ended("TIMEOUT", person, own, links),
    };
    Ok(json_response(StatusCode::OK, &body))
}

fn shown(world: &World, user: &UserId, id: &str, links: Links<'_>) -> Result<Response, Refusal> {
    let person = by_id(world, user.as_str(), None)?;
    let own = world.factor(user, &id.into()).map_err(|error| Refusal::of(&error, id, "UserFactor"))?;
    Ok(json_response(StatusCode::OK, &factor(person, own, links)))
}
