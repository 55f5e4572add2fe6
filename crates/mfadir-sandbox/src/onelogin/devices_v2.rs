//! Factors in version 2: `/api/2/mfa/users/{id}/devices` and `factors`. Only active ones are listed; ids in bodies
//! are strings.

use mfadir_core::{FactorId, FactorStatus, RemoveOptions};
use mfadir_memory::{Act, EnrolledFactor, Offer, World};
use serde_json::{Value, json};

use super::{
    devices_v1::type_label,
    errors::{self, Refusal},
    exchange::Reply,
    people::person_v2,
    wire,
};

/// `GET devices`.
pub(super) fn list(world: &World, user: &str) -> Result<Reply, Refusal> {
    let rows = devices(world, user)?.into_iter().map(|factor| row(world, factor)).collect();
    Ok(Reply::ok(Value::Array(rows)))
}

/// `GET factors`: what can be enrolled, whether the user has one or not.
pub(super) fn available(world: &World, user: &str) -> Result<Reply, Refusal> {
    person_v2(world, user)?;
    let rows = world.offers.iter().filter(|offer| offer.by_api).filter_map(offer_row).collect();
    Ok(Reply::ok(Value::Array(rows)))
}

/// `DELETE devices/{device_id}`: 204 and no body.
pub(super) fn remove(world: &mut World, user: &str, device: &str, act: &Act) -> Result<Reply, Refusal> {
    let gone = || errors::not_found("Device");
    let device = device.parse::<u64>().map(|id| FactorId::from(id.to_string())).map_err(|_| gone())?;
    if !devices(world, user)?.iter().any(|factor| factor.id == device) {
        return Err(gone());
    }
    let user = person_v2(world, user)?.id.clone();
    world.remove_factor(&user, &device, &RemoveOptions::default(), act).map_err(|_| gone())?;
    Ok(Reply::no_content())
}

/// The user's factors that version 2 shows.
fn devices<'a>(world: &'a World, user: &str) -> Result<Vec<&'a EnrolledFactor>, Refusal> {
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
        "type_display_name": type_label(world, factor).or_else(|| name.clone()),
        "auth_factor_name": name,
        "default": factor.default,
    })
}

fn offer_row(offer: &Offer) -> Option<Value> {
    let names = wire::names(&offer.factor_type());
    names.v2.map(|name| json!({"factor_id": names.number, "name": offer.label, "auth_factor_name": name}))
}
