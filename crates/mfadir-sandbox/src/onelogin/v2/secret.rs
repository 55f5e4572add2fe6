//! `factor_data`: what the user's device needs to learn, or what the user must key in.

use mfadir_core::{Kind, UserId};
use mfadir_memory::{EnrolledFactor, Masked, World};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::onelogin::reference;

/// Whose codes they are, as an authenticator shows it.
const ISSUER: &str = "sandbox";

/// What comes with a registration, where something does.
pub(super) fn of_registration(world: &World, user: &UserId, factor: &EnrolledFactor, handle: &str) -> Option<Value> {
    match factor.kind {
        Kind::Totp => Some(scanned(world, user, factor.secret.as_ref()?.reveal())),
        Kind::Push => Some(scanned(world, user, &pairing(handle))),
        _ => of_challenge(world, user, factor),
    }
}

/// What comes with a verification, where something does: the digits that the user keys in on a call.
pub(super) fn of_challenge(world: &World, user: &UserId, factor: &EnrolledFactor) -> Option<Value> {
    let digits = (factor.kind == Kind::Voice).then(|| world.sent_code(user, &factor.id)).flatten();
    digits.map(|digits| json!({"verification_token": Masked::reveal(digits)}))
}

fn scanned(world: &World, user: &UserId, secret: &str) -> Value {
    let login = world.person(user).map(|person| person.login.clone()).unwrap_or_default();
    let account = utf8_percent_encode(&login, NON_ALPHANUMERIC);
    json!({
        "verification_token": secret,
        "totp_url": format!("otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}"),
    })
}

/// The text that the provider's own app pairs by, which is no key.
fn pairing(handle: &str) -> String {
    let number = reference::number(handle);
    format!("{:02}-{:07}", number % 100, number % 10_000_000)
}
