//! New factors in version 2: a registration, which becomes a device once it is accepted.

use std::{ops::RangeInclusive, time::Duration};

use mfadir_core::{
    EnrollRequest, EnrollWith, Enrollment, EnrollmentHandle, ErrorKind, FactorStatus, FactorType, Kind, UserId,
};
use mfadir_memory::{Act, EnrolledFactor, Person, World};
use serde_json::{Value, json};

use super::secret;
use crate::onelogin::{
    body::Fields,
    errors::{self, Refusal},
    exchange::{Reply, Request, listed, moment},
    message,
    people::person_v2,
    proof::{self, Standing},
    reference, wire,
};

/// How long a registration or verification stays open, in seconds, unless the request says otherwise.
pub(super) const USUAL: u64 = 120;
/// How long it may.
pub(super) const RANGE: RangeInclusive<u64> = USUAL..=900;

/// `POST registrations`.
pub(in crate::onelogin) fn begin(
    request: &Request<'_>,
    world: &mut World,
    user: &str,
    act: &Act,
) -> Result<Reply, Refusal> {
    let user = person_v2(world, user)?.id.clone();
    let wanted = wanted(&Fields::v2(request)?, world, &user)?;
    let begun = world.enroll(&user, &wanted, act).map_err(|error| match error.kind() {
        ErrorKind::Conflict => errors::enrolled_already_v2(),
        ErrorKind::NotFound => errors::not_found("User"),
        _ => errors::validation_failed(),
    })?;
    let factor = enrolled(world, &user, &begun).ok_or_else(|| errors::not_found("Device"))?;
    Ok(Reply::of(201, listed(request.shapes.registration_list, told(world, &user, &factor, &begun))))
}

/// `GET registrations/{id}`.
pub(in crate::onelogin) fn poll(world: &mut World, (user, id): (&str, &str), act: &Act) -> Result<Reply, Refusal> {
    let (user, handle) = named(world, user, id)?;
    state(world, &user, id, &handle, act)
}

/// `PUT registrations/{id}`. A wrong code leaves the registration as it is. The token of a call is keyed in on the
/// phone, so none is taken here.
pub(in crate::onelogin) fn confirm(
    request: &Request<'_>,
    world: &mut World,
    (user, id): (&str, &str),
    act: &Act,
) -> Result<Reply, Refusal> {
    let (user, handle) = named(world, user, id)?;
    let code = Fields::v2(request)?.code("otp").ok_or_else(errors::validation_failed)?;
    let factor = pending(world, &user, &handle).filter(|factor| factor.kind != Kind::Voice);
    if let Some(factor) = factor {
        proof::activated(world, &user, &factor, &handle, &code, act);
    }
    state(world, &user, id, &handle, act)
}

fn state(world: &mut World, user: &UserId, id: &str, handle: &str, act: &Act) -> Result<Reply, Refusal> {
    let body = match proof::enrollment(world, user, handle, act) {
        Standing::Accepted => json!({"id": id, "status": "accepted", "device_id": device_of(world, user, handle)}),
        Standing::Waiting => json!({"id": id, "status": "pending"}),
        Standing::Wrong | Standing::Late => json!({"id": id, "status": "rejected"}),
        Standing::Unknown => return Err(errors::not_found("Registration")),
    };
    Ok(Reply::ok(body))
}

fn wanted(fields: &Fields, world: &World, user: &UserId) -> Result<EnrollRequest, Refusal> {
    let person = world.person(user).map_err(|_| errors::not_found("User"))?;
    let number = fields.number("factor_id").ok_or_else(errors::validation_failed)?;
    let offer = wire::offer(world, number).ok_or_else(errors::validation_failed)?;
    let lifetime = fields.seconds("expires_in", USUAL, RANGE).ok_or_else(errors::validation_failed)?;
    if !fields.text("custom_message").is_none_or(|text| message::fits(&text)) {
        return Err(errors::validation_failed());
    }
    Ok(EnrollRequest {
        label: Some(fields.text("display_name").ok_or_else(errors::validation_failed)?),
        with: destination(&offer.factor_type(), person)?,
        activate: fields.flag("verified") && is_sent(&offer.kind),
        lifetime: Some(Duration::from_secs(lifetime)),
        ..EnrollRequest::new(offer.factor_type())
    })
}

/// Where the code goes stands with the user, never in the request.
fn destination(wanted: &FactorType, person: &Person) -> Result<EnrollWith, Refusal> {
    match wanted.kind {
        Kind::Sms | Kind::Voice => {
            let number = person.phone.clone().ok_or_else(|| errors::unprocessable("The user has no phone number"))?;
            Ok(EnrollWith::Phone { number, extension: None, replace: false })
        }
        Kind::Email => {
            let address = person.emails.first().cloned();
            Ok(EnrollWith::Email { address: address.ok_or_else(|| errors::unprocessable("The user has no email"))? })
        }
        _ => Ok(EnrollWith::Nothing),
    }
}

fn is_sent(kind: &Kind) -> bool {
    matches!(kind, Kind::Sms | Kind::Voice | Kind::Email)
}

fn told(world: &World, user: &UserId, factor: &EnrolledFactor, begun: &Enrollment) -> Value {
    let name = wire::names(&factor.factor_type()).v2;
    let handle = begun.handle.unpack();
    let mut body = json!({
        "id": reference::uuid(handle),
        "status": if begun.active { "accepted" } else { "pending" },
        "auth_factor_name": name,
        "type_display_name": wire::type_label(world, factor, name.as_ref()),
        "user_display_name": factor.label,
        "expires_at": begun.expires_at.map(moment),
    });
    if begun.active {
        body["device_id"] = json!(factor.id);
    } else if let Some(data) = secret::of_registration(world, user, factor, handle) {
        body["factor_data"] = data;
    }
    body
}

fn enrolled(world: &World, user: &UserId, begun: &Enrollment) -> Option<EnrolledFactor> {
    world.factor(user, begun.factor.as_ref()?).ok().cloned()
}

/// Whose registration the path names, and what stands behind its id.
fn named(world: &World, user: &str, id: &str) -> Result<(UserId, String), Refusal> {
    let user = person_v2(world, user)?.id.clone();
    let handle = reference::of_uuid(id).ok_or_else(|| errors::not_found("Registration"))?;
    Ok((user, handle))
}

/// The factor that the registration is to complete.
fn pending(world: &World, user: &UserId, handle: &str) -> Option<EnrolledFactor> {
    let factors = world.factors(user).ok()?;
    let mut pending = factors.into_iter().filter(|factor| factor.status == FactorStatus::Pending);
    let running = |factor: &&EnrolledFactor| world.enrollment_of(user, &factor.id).is_some_and(|own| own.id == handle);
    pending.find(running).cloned()
}

fn device_of(world: &World, user: &UserId, handle: &str) -> Option<String> {
    let running = world.enrollment(user, &EnrollmentHandle::pack(handle)).ok()?;
    Some(running.factor.to_string())
}
