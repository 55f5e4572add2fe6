//! From the words of the cast to factors.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{FactorStatus, FactorType, Kind};
use mfadir_memory::{EnrolledFactor, Ids};

use super::side::Side;

const DAY: Duration = Duration::from_hours(24);
/// Longer ago than anybody would still call used.
const LONG: u32 = 400;

/// Whose factors they are.
pub(super) struct Owner<'a> {
    pub(super) first_name: &'a str,
    pub(super) email: &'a str,
    /// Which of the company's people, for numbers that differ.
    pub(super) number: u32,
    pub(super) enrolled: Timestamp,
    pub(super) now: Timestamp,
}

/// A `YubiKey` in a drawer.
pub(super) fn spare_key((serial, public_id): (&str, &str)) -> EnrolledFactor {
    let factor_type = FactorType::by(Kind::YubikeyOtp, "yubico");
    let mut key = EnrolledFactor::new(format!("ykk{serial}"), factor_type);
    key.detail =
        [("serial", serial), ("public_id", public_id)].map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    key
}

/// The factors that the words name, in their order.
pub(super) fn factors(words: &str, side: &Side, owner: &Owner<'_>, ids: &mut Ids) -> Vec<EnrolledFactor> {
    let words = words.split_whitespace().zip(0..);
    words.map(|(word, index)| factor(word, index, side, owner, ids)).collect()
}

fn factor(word: &str, index: u32, side: &Side, owner: &Owner<'_>, ids: &mut Ids) -> EnrolledFactor {
    let (name, marks) = word.split_at(word.trim_end_matches(['*', '?', '!', '~', '-']).len());
    let Ok(factor_type) = name.parse::<FactorType>();
    let mut factor = EnrolledFactor::new(ids.next(name), factor_type.clone());
    factor.family = (side.family)(&factor_type);
    factor.label = label(&factor.kind, owner, index);
    factor.destination = destination(&factor.kind, owner, index);
    factor.created = Some(owner.enrolled + DAY * index);
    factor.last_updated = factor.created;
    factor.secret = Some(mfadir_memory::key_from(u64::from(owner.number) * 100 + u64::from(index)));
    describe(&mut factor, owner);
    mark(&mut factor, marks, owner, index);
    factor
}

fn mark(factor: &mut EnrolledFactor, marks: &str, owner: &Owner<'_>, index: u32) {
    factor.default = marks.contains('*');
    factor.hidden = marks.contains('!');
    factor.returns = marks.contains('~');
    if marks.contains('?') {
        factor.status = FactorStatus::Pending;
        return;
    }
    let days = if marks.contains('-') { LONG } else { 1 + (owner.number + index * 3) % 20 };
    factor.last_verified = Some((owner.now - DAY * days).max(owner.enrolled));
}

fn label(kind: &Kind, owner: &Owner<'_>, index: u32) -> Option<String> {
    let text = match kind {
        Kind::Push => format!("{}'s phone", owner.first_name),
        Kind::DeviceKey => format!("{}'s laptop", owner.first_name),
        Kind::Sms | Kind::Voice if index > 0 => "Second phone".to_owned(),
        Kind::Sms | Kind::Voice => "Work phone".to_owned(),
        Kind::Webauthn | Kind::U2f => "Security key".to_owned(),
        Kind::Totp => "Authenticator".to_owned(),
        Kind::YubikeyOtp => "YubiKey".to_owned(),
        _ => return None,
    };
    Some(text)
}

fn destination(kind: &Kind, owner: &Owner<'_>, index: u32) -> Option<String> {
    match kind {
        Kind::Sms | Kind::Voice => Some(phone(owner.number * 7 + index)),
        Kind::Email => Some(owner.email.to_owned()),
        _ => None,
    }
}

/// A number of the range that nobody has.
pub(super) fn phone(number: u32) -> String {
    format!("+1555555{:04}", number % 10_000)
}

fn describe(factor: &mut EnrolledFactor, owner: &Owner<'_>) {
    let details: &[(&str, &str)] = match factor.kind {
        Kind::Push if owner.number.is_multiple_of(2) => &[("platform", "ios"), ("version", "18.5")],
        Kind::Push => &[("platform", "android"), ("version", "15")],
        Kind::DeviceKey => &[("platform", "macos"), ("version", "15.5")],
        Kind::SecurityQuestion => {
            &[("question", "disliked_food"), ("text", "What is the food you least liked as a child?")]
        }
        Kind::YubikeyOtp | Kind::OtpToken | Kind::Hotp => &[("serial", "000010203040")],
        _ => &[],
    };
    factor.detail = details.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
}
