//! Factors in version 1: `/api/1/users/{id}/otp_devices` and `auth_factors`. Pending ones are listed too.

use mfadir_core::{FactorStatus, Kind, RemoveOptions, UserId};
use mfadir_memory::{Act, EnrolledFactor, Offer, World};
use serde_json::{Value, json};

use crate::onelogin::{
    errors::{self, Refusal},
    exchange::{Reply, Request, envelope, number, success},
    people::user_id,
    wire::{self, Names},
};

/// `GET otp_devices`. The list is an object inside `data`, unlike most lists of version 1.
pub(in crate::onelogin) fn list(world: &World, user: &str) -> Result<Reply, Refusal> {
    let factors = factors(world, user)?;
    let rows: Vec<Value> = factors.iter().flat_map(|factor| rows(world, factor)).collect();
    Ok(envelope(json!({"otp_devices": rows})))
}

/// `GET auth_factors`: what can be enrolled through version 1 and is not enrolled yet.
pub(in crate::onelogin) fn available(world: &World, user: &str) -> Result<Reply, Refusal> {
    let id = user_id(user).ok_or_else(|| errors::incorrect("id"))?;
    let enrolled = &world.person(&id).map_err(|_| errors::user_not_found(id.as_str()))?.factors;
    let free = |offer: &&Offer| {
        let taken = enrolled.iter().any(|factor| factor.kind == offer.kind);
        offer.by_api && wire::enrollable_v1(&offer.kind) && !taken
    };
    let rows: Vec<Value> = world.offers.iter().filter(free).filter_map(offer_row).collect();
    Ok(envelope(json!({"auth_factors": rows})))
}

/// `DELETE otp_devices/{device_id}`. The success envelope is what the clients that work against live tenants need.
pub(in crate::onelogin) fn remove(
    request: &Request<'_>,
    world: &mut World,
    path: (&str, &str),
    act: &Act,
) -> Result<Reply, Refusal> {
    let (user, factor) = device(world, path)?;
    world.remove_factor(&user, &factor.id, &RemoveOptions::default(), act).map_err(|_| errors::factor_not_found())?;
    Ok(if request.shapes.removal_envelope { success() } else { Reply::ok(json!({})) })
}

/// One device of the user, as the path names both.
pub(super) fn device(world: &World, (user, device): (&str, &str)) -> Result<(UserId, EnrolledFactor), Refusal> {
    let factors = factors(world, user)?;
    let device = device.parse::<u64>().map_err(|_| errors::incorrect("id"))?.to_string();
    let found = factors.into_iter().find(|factor| factor.id.as_str() == device);
    let factor = found.ok_or_else(errors::factor_not_found)?.clone();
    Ok((user_id(user).unwrap_or_else(|| UserId::from(user)), factor))
}

/// The user's factors that version 1 shows.
fn factors<'a>(world: &'a World, user: &str) -> Result<Vec<&'a EnrolledFactor>, Refusal> {
    let id = user_id(user).ok_or_else(|| errors::incorrect("id"))?;
    let factors = world.factors(&id).map_err(|_| errors::user_does_not_exist())?;
    Ok(factors.into_iter().filter(|factor| wire::names(&factor.factor_type()).v1.is_some()).collect())
}

/// A factor that can be proved in two ways appears twice, with the same id.
fn rows(world: &World, factor: &EnrolledFactor) -> Vec<Value> {
    let names = wire::names(&factor.factor_type());
    names.triggers.iter().map(|needs_trigger| row(world, factor, &names, *needs_trigger)).collect()
}

pub(super) fn row(world: &World, factor: &EnrolledFactor, names: &Names, needs_trigger: bool) -> Value {
    let mut row = json!({
        "id": number(factor.id.as_str()),
        "active": factor.status == FactorStatus::Active,
        "default": factor.default,
        "needs_trigger": needs_trigger,
        "auth_factor_name": names.v1,
        "type_display_name": wire::type_label(world, factor, names.v1.as_ref()),
        "user_display_name": factor.label.as_ref().or(names.v1.as_ref()),
    });
    if factor.kind == Kind::Sms {
        row["phone_number"] = json!(factor.destination);
    }
    row
}

fn offer_row(offer: &Offer) -> Option<Value> {
    let names = wire::names(&offer.factor_type());
    names.v1.map(|name| json!({"name": name, "factor_id": names.number}))
}
