//! Factors in version 2: `/api/2/mfa/users/{id}/devices` and `factors`. Only active ones are listed; ids in bodies
//! are strings.

use mfadir_core::{FactorStatus, RemoveOptions, UserId};
use mfadir_memory::{Act, EnrolledFactor, Offer, World};
use serde_json::{Value, json};

use crate::onelogin::{
    errors::{self, Refusal},
    exchange::Reply,
    people::person_v2,
    wire,
};

/// `GET devices`.
pub(in crate::onelogin) fn list(world: &World, user: &str) -> Result<Reply, Refusal> {
    let rows = devices(world, user)?.into_iter().map(|factor| row(world, factor)).collect();
    Ok(Reply::ok(Value::Array(rows)))
}

/// `GET factors`: what can be enrolled, whether the user has one or not.
pub(in crate::onelogin) fn available(world: &World, user: &str) -> Result<Reply, Refusal> {
    person_v2(world, user)?;
    let rows = world.offers.iter().filter(|offer| offer.by_api).filter_map(offer_row).collect();
    Ok(Reply::ok(Value::Array(rows)))
}

/// `DELETE devices/{device_id}`: 204 and no body.
pub(in crate::onelogin) fn remove(world: &mut World, path: (&str, &str), act: &Act) -> Result<Reply, Refusal> {
    let (user, factor) = device(world, path.0, path.1)?;
    world.remove_factor(&user, &factor.id, &RemoveOptions::default(), act).map_err(|_| errors::not_found("Device"))?;
    Ok(Reply::no_content())
}

/// One device of the user.
pub(super) fn device(world: &World, user: &str, device: &str) -> Result<(UserId, EnrolledFactor), Refusal> {
    let id = device.parse::<u64>().map_err(|_| errors::not_found("Device"))?.to_string();
    let found = devices(world, user)?.into_iter().find(|factor| factor.id.as_str() == id);
    let factor = found.ok_or_else(|| errors::not_found("Device"))?.clone();
    Ok((person_v2(world, user)?.id.clone(), factor))
}

/// The user's factors that version 2 shows.
pub(super) fn devices<'a>(world: &'a World, user: &str) -> Result<Vec<&'a EnrolledFactor>, Refusal> {
    let person = person_v2(world, user)?;
    let factors = world.factors(&person.id).map_err(|_| errors::not_found("User"))?;
    let shown = |factor: &&EnrolledFactor| {
        factor.status == FactorStatus::Active && wire::names(&factor.factor_type()).v2.is_some()
    };
    Ok(factors.into_iter().filter(shown).collect())
}

fn row(world: &World, factor: &EnrolledFactor) -> Value {
    let name = wire::names(&factor.factor_type()).v2;
    json!({
        "device_id": factor.id.as_str(),
        "user_display_name": factor.label.as_ref().or(name.as_ref()),
        "type_display_name": wire::type_label(world, factor, name.as_ref()),
        "auth_factor_name": name,
        "default": factor.default,
    })
}

fn offer_row(offer: &Offer) -> Option<Value> {
    let names = wire::names(&offer.factor_type());
    names.v2.map(|name| json!({"factor_id": names.number, "name": offer.label, "auth_factor_name": name}))
}
