//! New factors in version 1: SMS and Voice.

use std::time::Duration;

use mfadir_core::{EnrollRequest, EnrollWith, ErrorKind, UserId};
use mfadir_memory::{Act, World};
use serde_json::json;

use super::{devices::row, trigger::STATE_TOKEN_SECONDS};
use crate::onelogin::{
    body::Fields,
    errors::{self, Refusal},
    exchange::{Reply, Request, envelope},
    people::user_id,
    reference, wire,
};

const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// `POST otp_devices`: the device as it is listed, with the state token for its first proof.
pub(in crate::onelogin) fn begin(
    request: &Request<'_>,
    world: &mut World,
    user: &str,
    act: &Act,
) -> Result<Reply, Refusal> {
    let user = user_id(user).ok_or_else(|| errors::incorrect("id"))?;
    world.factors(&user).map_err(|_| errors::user_does_not_exist())?;
    let wanted = wanted(&Fields::v1(request)?, world)?;
    let enrollment = world.enroll(&user, &wanted, act).map_err(|error| match error.kind() {
        ErrorKind::Conflict => errors::enrolled_already(),
        _ => errors::incorrect("factor_id"),
    })?;
    let token = (!enrollment.active).then(|| reference::state_token(enrollment.handle.unpack()));
    told(world, &user, enrollment.factor.as_ref().map(mfadir_core::FactorId::as_str).unwrap_or_default(), token)
}

fn wanted(fields: &Fields, world: &World) -> Result<EnrollRequest, Refusal> {
    let number = fields.number("factor_id").ok_or_else(|| errors::incorrect("factor_id"))?;
    let offer = wire::offer(world, number).filter(|offer| wire::enrollable_v1(&offer.kind));
    let offer = offer.ok_or_else(|| errors::incorrect("factor_id"))?;
    let phone = fields.text("number").filter(|number| is_phone(number)).ok_or_else(|| errors::incorrect("number"))?;
    Ok(EnrollRequest {
        label: Some(fields.text("display_name").ok_or_else(|| errors::incorrect("display_name"))?),
        with: EnrollWith::Phone { number: phone, extension: None, replace: false },
        activate: fields.flag("verified"),
        lifetime: Some(Duration::from_secs(STATE_TOKEN_SECONDS)),
        ..EnrollRequest::new(offer.factor_type())
    })
}

fn told(world: &World, user: &UserId, factor: &str, token: Option<String>) -> Result<Reply, Refusal> {
    let factor = world.factor(user, &factor.into()).map_err(|_| errors::factor_not_found())?;
    let mut device = row(world, factor, &wire::names(&factor.factor_type()), true);
    if let Some(token) = token {
        device["state_token"] = json!(token);
    }
    Ok(envelope(json!([device])))
}

/// A number in E.164 form.
fn is_phone(number: &str) -> bool {
    let Some(digits) = number.strip_prefix('+') else { return false };
    PHONE_DIGITS.contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|digit| digit.is_ascii_digit())
}
