//! From factors, devices and codes to entries.

use jiff::Timestamp;
use mfadir_core::{FactorId, FactorStatus, Kind, UserId};
use mfadir_memory::{Device, EnrolledFactor, IssuedCode, Person, World};
use serde_json::{Value, json};

use crate::okta::{
    OKTA_VERIFY,
    wire::{Entry, authenticator_of, keyed},
    words::date,
};

/// How much of a phone number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disclose {
    /// The last four digits.
    Masked,
    /// All of it.
    Whole,
}

/// An entry, and what stands behind it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) entry: Entry,
    /// The factors or the device that go with it.
    pub(super) parts: Vec<FactorId>,
    /// Whether it is a temporary code.
    pub(super) is_code: bool,
}

/// Everything that the user has.
pub(super) fn entries(world: &World, user: &UserId, at: Timestamp, disclose: Disclose) -> Vec<Held> {
    let Ok(person) = world.person(user) else { return Vec::new() };
    let mut all = vec![password(person)];
    all.extend(person.devices.iter().map(device));
    let shown = world.factors(user).unwrap_or_default();
    for factor in shown.into_iter().filter(|factor| factor.status == FactorStatus::Active) {
        let beside = factor.family.as_ref().is_some_and(|family| family.name == OKTA_VERIFY);
        let Some(next) = self::factor(factor, disclose).filter(|_| !beside) else { continue };
        match all.iter_mut().find(|held| held.entry.id == next.entry.id) {
            Some(held) => held.parts.extend(next.parts),
            None => all.push(next),
        }
    }
    all.extend(world.codes(user, at).into_iter().map(code));
    all
}

fn password(person: &Person) -> Held {
    let id = format!("lae{}", person.id.as_str().get(3..).unwrap_or_default());
    whole(id, "okta_password", person.created, json!({}), Vec::new())
}

fn device(device: &Device) -> Held {
    let word = |key: &str| device.detail.get(key).map(|word| word.to_uppercase());
    let profile = json!({ "platform": word("platform"), "version": word("version"), "deviceName": device.label });
    let held = whole(device.id.to_string(), "okta_verify", device.created, profile, vec![device.id.clone()]);
    Held { entry: Entry { nickname: device.label.clone(), ..held.entry }, ..held }
}

fn factor(factor: &EnrolledFactor, disclose: Disclose) -> Option<Held> {
    let of = authenticator_of(&factor.factor_type())?;
    let rest = factor.id.as_str().get(3..).unwrap_or_default();
    let (id, profile) = match factor.kind {
        Kind::Sms | Kind::Voice => {
            let number = factor.destination.as_deref().unwrap_or_default();
            (format!("pae{}5d7", in_letters(number)), json!({ "phoneNumber": shown(number, disclose) }))
        }
        Kind::Email => (format!("eae{rest}"), json!({ "email": factor.destination })),
        Kind::SecurityQuestion => (format!("qae{rest}"), json!({ "questionKey": factor.detail.get("question") })),
        _ => (factor.id.to_string(), json!({ "displayName": factor.label })),
    };
    let held = whole(id, of.key, factor.created, profile, vec![factor.id.clone()]);
    let entry = Entry { nickname: factor.label.clone(), last_updated: factor.last_updated, ..held.entry };
    Some(Held { entry, ..held })
}

fn code(issued: &IssuedCode) -> Held {
    let profile = json!({ "multiUse": issued.reusable, "expiresAt": date(issued.ends) });
    let held = whole(issued.id.to_string(), "tac", Some(issued.created), profile, Vec::new());
    Held { is_code: true, ..held }
}

fn whole(id: String, key: &str, created: Option<Timestamp>, profile: Value, parts: Vec<FactorId>) -> Held {
    let entry = Entry { id, of: keyed(key), nickname: None, created, last_updated: None, profile };
    Held { entry, parts, is_code: false }
}

/// `+1 XXX-XXX-6065`, unless it is disclosed.
fn shown(number: &str, disclose: Disclose) -> String {
    let last = number.get(number.len().saturating_sub(4)..).unwrap_or_default();
    if disclose == Disclose::Whole { number.to_owned() } else { format!("+1 XXX-XXX-{last}") }
}

/// The digits of a number in fourteen letters: SMS and calls to one number are one entry, and its id is of that
/// number.
fn in_letters(number: &str) -> String {
    let digits = number.bytes().filter(u8::is_ascii_digit);
    let letters: String = digits.map(|digit| char::from(b'A' + (digit - b'0') * 2)).collect();
    format!("{letters:z<14}").chars().take(14).collect()
}
