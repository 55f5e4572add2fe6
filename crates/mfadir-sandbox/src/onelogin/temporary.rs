//! Temporary codes: `mfa_token`, which stands in for a factor.

use std::{ops::RangeInclusive, time::Duration};

use jiff::Timestamp;
use mfadir_core::{Asked, CodeRequest, Proof, TemporaryCode, UserId};
use mfadir_memory::{Act, World};
use serde_json::{Value, json};

use super::{
    body::Fields,
    errors::{self, Refusal},
    exchange::{Reply, Request, moment},
    people::{person_v2, user_id},
};

/// Three days, which is also the longest.
const USUAL: u64 = 259_200;
const RANGE: RangeInclusive<u64> = 120..=USUAL;
/// What the device id of a code begins with; the user's id follows.
const DEVICE: &str = "user_temp_otp_";

/// `POST /api/1/users/{id}/mfa_token`. The answer has no envelope, although errors do.
pub(super) fn issue_v1(request: &Request<'_>, world: &mut World, user: &str, act: &Act) -> Result<Reply, Refusal> {
    let fields = Fields::v1(request)?;
    let wanted = wanted(&fields).ok_or_else(|| errors::incorrect("expires_in"))?;
    let user = user_id(user).ok_or_else(|| errors::incorrect("id"))?;
    let code = world.issue_code(&user, &wanted, act).map_err(|_| errors::user_not_found(user.as_str()))?;
    Ok(Reply::of(request.shapes.code_status_v1, told(world, &user, act.at, &code)))
}

/// `POST /api/2/mfa/users/{id}/mfa_token`.
pub(super) fn issue_v2(request: &Request<'_>, world: &mut World, user: &str, act: &Act) -> Result<Reply, Refusal> {
    let user = person_v2(world, user)?.id.clone();
    let wanted = wanted(&Fields::v2(request)?).ok_or_else(errors::validation_failed)?;
    let code = world.issue_code(&user, &wanted, act).map_err(|_| errors::not_found("User"))?;
    let mut body = told(world, &user, act.at, &code);
    body["device_id"] = json!(format!("{DEVICE}{user}"));
    Ok(Reply::of(request.shapes.code_status_v2, body))
}

/// Whether the id means the temporary code of this user.
pub(super) fn is_meant(user: &UserId, device: &str) -> bool {
    device.strip_prefix(DEVICE) == Some(user.as_str())
}

/// Whether the user's temporary code is this one and still good.
pub(super) fn is_accepted(world: &mut World, user: &UserId, code: &str, act: &Act) -> bool {
    let good = world.codes(user, act.at).into_iter().find(|issued| issued.code.reveal() == code);
    let Some(id) = good.map(|issued| issued.id.clone()) else { return false };
    world.verify(user, &Asked::Factor(id), &Proof::Code(code.into()), act).is_ok()
}

fn wanted(fields: &Fields) -> Option<CodeRequest> {
    let lifetime = Duration::from_secs(fields.seconds("expires_in", USUAL, RANGE)?);
    Some(CodeRequest { lifetime, reusable: fields.flag("reusable") })
}

fn told(world: &World, user: &UserId, at: Timestamp, code: &TemporaryCode) -> Value {
    let issued = world.codes(user, at).into_iter().find(|issued| issued.id == code.id);
    json!({
        "mfa_token": issued.map(|issued| issued.code.reveal()),
        "reusable": code.reusable,
        "expires_at": code.expires_at.map(moment),
    })
}
