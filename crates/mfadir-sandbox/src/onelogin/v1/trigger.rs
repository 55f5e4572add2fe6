//! Factors that are asked, in version 1.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{ChallengeRequest, ErrorKind, FactorStatus, Kind, UserId};
use mfadir_memory::{Act, EnrolledFactor, World};
use serde_json::{Value, json};

use super::devices::device;
use crate::onelogin::{
    body::Fields,
    errors::{self, Refusal},
    exchange::{Reply, Request, listed, moment, number, told},
    message, reference, wire,
};

/// How long a state token is good unless the request says otherwise.
pub(super) const STATE_TOKEN_SECONDS: u64 = 120;
const LONGEST_SECONDS: u64 = 900;

/// What was sent, and the name under which its answer comes.
struct Sent {
    handle: String,
    ends: Option<Timestamp>,
}

/// `POST otp_devices/{device_id}/trigger`. In the answer `id` is the user, unlike anywhere else.
pub(in crate::onelogin) fn send(
    request: &Request<'_>,
    world: &mut World,
    path: (&str, &str),
    act: &Act,
) -> Result<Reply, Refusal> {
    let (user, factor) = device(world, path)?;
    let fields = Fields::v1(request)?;
    let lifetime = lifetime(&fields)?;
    if !wire::names(&factor.factor_type()).triggers.contains(&true) {
        return Err(errors::incorrect("device_id"));
    }
    let sent = ask(world, &user, &factor, lifetime, act)?;
    let data = listed(request.shapes.trigger_list, data(world, &user, &factor, &sent));
    Ok(told("success", said(&factor.kind)).with("data", data))
}

fn lifetime(fields: &Fields) -> Result<Duration, Refusal> {
    let range = STATE_TOKEN_SECONDS..=LONGEST_SECONDS;
    let seconds = fields.seconds("state_token_expires_in", STATE_TOKEN_SECONDS, range);
    if !fields.text("sms_message").is_none_or(|text| message::fits(&text)) {
        return Err(errors::incorrect("sms_message"));
    }
    seconds.map(Duration::from_secs).ok_or_else(|| errors::incorrect("state_token_expires_in"))
}

/// A pending device is sent the code of its enrollment again.
fn ask(
    world: &mut World,
    user: &UserId,
    factor: &EnrolledFactor,
    lifetime: Duration,
    act: &Act,
) -> Result<Sent, Refusal> {
    let sent = if factor.status == FactorStatus::Pending {
        let begun = world.renew_for(user, &factor.id, lifetime, act);
        begun.map(|begun| Sent { handle: begun.handle.unpack().to_owned(), ends: begun.expires_at })
    } else {
        let request = ChallengeRequest { lifetime: Some(lifetime), ..ChallengeRequest::default() };
        let challenge = world.challenge(user, &factor.id, &request, act);
        challenge.map(|sent| Sent { handle: sent.handle.unpack().to_owned(), ends: sent.expires_at })
    };
    sent.map_err(|error| match error.kind() {
        ErrorKind::NotFound => errors::factor_not_found(),
        _ => errors::failed_authentication(),
    })
}

fn data(world: &World, user: &UserId, factor: &EnrolledFactor, sent: &Sent) -> Value {
    let name = wire::names(&factor.factor_type()).v1;
    json!({
        "id": number(user.as_str()),
        "device_id": number(factor.id.as_str()),
        "active": factor.status == FactorStatus::Active,
        "auth_factor_name": name,
        "type_display_name": wire::type_label(world, factor, name.as_ref()),
        "user_display_name": factor.label.as_ref().or(name.as_ref()),
        "state_token": reference::state_token(&sent.handle),
        "state_token_expires_at": sent.ends.map(moment),
    })
}

/// Clients look for the last two words.
fn said(kind: &Kind) -> &'static str {
    match kind {
        Kind::Sms => "SMS token sent to your mobile device. Authentication pending.",
        Kind::Voice => "Calling your phone. Authentication pending.",
        Kind::Email => "Email sent to your address. Authentication pending.",
        _ => "Authentication pending on OL Protect",
    }
}
