//! Factors that are asked in version 2: a verification with an id, or a code without one.

use std::time::Duration;

use mfadir_core::{Challenge, ChallengeHandle, ChallengeRequest, ErrorKind, Kind, UserId};
use mfadir_memory::{Act, EnrolledFactor, World};
use serde_json::{Value, json};

use super::{
    devices::{device, devices},
    registrations::{RANGE, USUAL},
    secret,
};
use crate::onelogin::{
    body::Fields,
    errors::{self, Refusal},
    exchange::{Reply, Request, listed, moment, number, success},
    message,
    people::person_v2,
    proof::{self, Standing},
    reference, temporary, wire,
};

/// `POST verifications`: asks a device, or takes a code where there is one.
pub(in crate::onelogin) fn begin(
    request: &Request<'_>,
    world: &mut World,
    user: &str,
    act: &Act,
) -> Result<Reply, Refusal> {
    let fields = Fields::v2(request)?;
    match fields.code("otp") {
        Some(code) => take(&fields, world, user, &code, act),
        None => ask(request, &fields, world, user, act),
    }
}

/// `GET verifications/{id}`.
pub(in crate::onelogin) fn poll(world: &mut World, path: (&str, &str), act: &Act) -> Result<Reply, Refusal> {
    let (user, handle, factor) = named(world, path)?;
    let standing = proof::challenge(world, &user, &handle, act);
    state(path.1, &factor, standing)
}

/// `PUT verifications/{id}`. A wrong code leaves the verification as it is. A push and a call are answered on the
/// phone, so no code is taken for them here.
pub(in crate::onelogin) fn confirm(
    request: &Request<'_>,
    world: &mut World,
    path: (&str, &str),
    act: &Act,
) -> Result<Reply, Refusal> {
    let (user, handle, factor) = named(world, path)?;
    let fields = Fields::v2(request)?;
    let code = fields.code("otp").ok_or_else(errors::validation_failed)?;
    refuse_other_device(&fields, &factor)?;
    let standing = if matches!(factor.kind, Kind::Push | Kind::Voice) {
        proof::challenge(world, &user, &handle, act)
    } else {
        answered(world, &user, &handle, &code, act)
    };
    if !request.shapes.verification_envelope {
        return state(path.1, &factor, standing);
    }
    if standing == Standing::Accepted { Ok(success()) } else { Err(errors::failed_authentication_v2()) }
}

/// What becomes of a code: a wrong one may be followed by a right one, and what is over takes none.
fn answered(world: &mut World, user: &UserId, handle: &str, code: &str, act: &Act) -> Standing {
    match proof::answered(world, user, handle, code, act) {
        Standing::Wrong => match proof::challenge(world, user, handle, act) {
            Standing::Waiting => Standing::Waiting,
            _ => Standing::Wrong,
        },
        Standing::Unknown => Standing::Wrong,
        standing => standing,
    }
}

fn ask(request: &Request<'_>, fields: &Fields, world: &mut World, user: &str, act: &Act) -> Result<Reply, Refusal> {
    person_v2(world, user)?;
    let id = fields.text("device_id").ok_or_else(errors::validation_failed)?;
    let lifetime = fields.seconds("expires_in", USUAL, RANGE).ok_or_else(errors::validation_failed)?;
    if !fields.text("custom_message").is_none_or(|text| message::fits(&text)) {
        return Err(errors::validation_failed());
    }
    let (user, factor) = device(world, user, &id)?;
    let wanted = ChallengeRequest { lifetime: Some(Duration::from_secs(lifetime)), ..ChallengeRequest::default() };
    let sent = world.challenge(&user, &factor.id, &wanted, act).map_err(|error| match error.kind() {
        ErrorKind::Locked => errors::forbidden_action(),
        _ => errors::not_found("Device"),
    })?;
    Ok(Reply::of(201, listed(request.shapes.registration_list, told(request, world, &user, &factor, &sent))))
}

/// A code without a verification: of the device that is named, of any device that shows codes, or a temporary one.
fn take(fields: &Fields, world: &mut World, user: &str, code: &str, act: &Act) -> Result<Reply, Refusal> {
    let owner = person_v2(world, user)?.id.clone();
    let named = fields.text("device_id").filter(|id| !temporary::is_meant(&owner, id));
    let (asked, any) = match named {
        Some(id) => (vec![device(world, user, &id)?.1], false),
        None if fields.has("device_id") => (Vec::new(), true),
        None => (devices(world, user)?.into_iter().filter(|own| shows_codes(own)).cloned().collect(), true),
    };
    let shown = asked.iter().any(|factor| proof::shown(world, &owner, factor, code, act) == Standing::Accepted);
    let accepted = shown || any && temporary::is_accepted(world, &owner, code, act);
    if accepted { Ok(success()) } else { Err(errors::failed_authentication_v2()) }
}

fn shows_codes(factor: &EnrolledFactor) -> bool {
    wire::names(&factor.factor_type()).triggers.contains(&false)
}

/// The device may be named beside the code, and must be for one that shows codes.
fn refuse_other_device(fields: &Fields, factor: &EnrolledFactor) -> Result<(), Refusal> {
    match fields.text("device_id") {
        Some(id) if id != factor.id.as_str() => Err(errors::not_found("Device")),
        None if factor.kind == Kind::Totp => Err(errors::validation_failed()),
        _ => Ok(()),
    }
}

fn told(request: &Request<'_>, world: &World, user: &UserId, factor: &EnrolledFactor, sent: &Challenge) -> Value {
    let name = wire::names(&factor.factor_type()).v2;
    let mut body = json!({
        "id": reference::uuid(sent.handle.unpack()),
        "user_id": user,
        "device_id": if request.shapes.device_id_text { json!(factor.id) } else { number(factor.id.as_str()) },
        "auth_factor_name": name,
        "type_display_name": wire::type_label(world, factor, name.as_ref()),
        "user_display_name": factor.label.as_ref().or(name.as_ref()),
        "expires_at": sent.expires_at.map(moment),
    });
    if let Some(data) = secret::of_challenge(world, user, factor) {
        body["factor_data"] = data;
    }
    body
}

fn state(id: &str, factor: &EnrolledFactor, standing: Standing) -> Result<Reply, Refusal> {
    let status = match standing {
        Standing::Accepted => "accepted",
        Standing::Waiting => "pending",
        Standing::Wrong | Standing::Late => "rejected",
        Standing::Unknown => return Err(errors::not_found("Verification")),
    };
    Ok(Reply::ok(json!({"id": id, "status": status, "device_id": factor.id})))
}

/// Whose verification the path names, what stands behind its id, and which factor it asks.
fn named(world: &World, (user, id): (&str, &str)) -> Result<(UserId, String, EnrolledFactor), Refusal> {
    let user = person_v2(world, user)?.id.clone();
    let gone = || errors::not_found("Verification");
    let handle = reference::of_uuid(id).ok_or_else(gone)?;
    let asked = world.running(&user, &ChallengeHandle::pack(handle.as_str())).map_err(|_| gone())?.factor.clone();
    let factor = world.factor(&user, &asked).map_err(|_| gone())?.clone();
    Ok((user, handle, factor))
}
