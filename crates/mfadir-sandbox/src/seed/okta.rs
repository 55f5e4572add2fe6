//! The company as Okta has it. Prefixes and role words are those of docs/providers/okta.md.

use std::collections::BTreeMap;

use mfadir_core::{FactorType, Kind, UserStatus};
use mfadir_memory::{Family, HeldRole, Ids};

use super::side::{Rank, Side};

const ID_LENGTH: usize = 20;
const CELL: &str = "5d7";

const PREFIXES: &[(&str, &str)] = &[
    ("user", "00u"),
    ("group", "00g"),
    ("event", "evt"),
    ("push@okta", "opf"),
    ("totp@okta", "ost"),
    ("totp@google", "uft"),
    ("hotp@custom", "chf"),
    ("sms@okta", "sms"),
    ("voice@okta", "clf"),
    ("email@okta", "emf"),
    ("security-question@okta", "ufs"),
    ("device-key@okta", "pfd"),
    ("webauthn@fido", "fwf"),
    ("u2f@fido", "fuf"),
    ("yubikey-otp@yubico", "ykf"),
    ("otp-token@rsa", "rsa"),
    ("otp-token@symantec", "ufv"),
    ("external@duo", "dsf"),
    ("external@custom", "sml"),
    ("retina@acme", "rtn"),
];

pub(super) const SIDE: Side = Side {
    ids,
    factors: |[okta, _]| okta,
    family,
    role,
    left: UserStatus::Deactivated,
    offers: &[
        ("push@okta", "Okta Verify Push"),
        ("totp@okta", "Okta Verify"),
        ("device-key@okta", "Okta FastPass"),
        ("totp@google", "Google Authenticator"),
        ("sms@okta", "SMS Authentication"),
        ("voice@okta", "Voice Call Authentication"),
        ("email@okta", "Email Authentication"),
        ("security-question@okta", "Security Question"),
        ("webauthn@fido", "Security Key or Biometric"),
        ("yubikey-otp@yubico", "YubiKey"),
    ],
    not_by_api: &["device-key@okta"],
};

fn ids() -> Ids {
    let prefixes = PREFIXES.iter().map(|(sort, prefix)| ((*sort).to_owned(), (*prefix).to_owned()));
    Ids::letters(prefixes.collect::<BTreeMap<_, _>>(), CELL, ID_LENGTH)
}

/// One Okta Verify enrollment shows as up to three factors. On Identity Engine the removal of the push or the device
/// key takes all of them, and the removal of the code takes nothing else.
fn family(factor: &FactorType) -> Option<Family> {
    let is_oktas = factor.issuer.as_ref().is_some_and(|issuer| issuer.as_str() == "okta");
    let member = matches!(factor.kind, Kind::Push | Kind::Totp | Kind::DeviceKey);
    (is_oktas && member).then(|| Family { name: "okta-verify".into(), takes_all: factor.kind != Kind::Totp })
}

fn role(rank: Rank) -> Option<HeldRole> {
    let (name, label) = match rank {
        Rank::Nobody => return None,
        Rank::Super => ("SUPER_ADMIN", "Super Administrator"),
        Rank::HelpDesk => ("HELP_DESK_ADMIN", "Help Desk Administrator"),
        Rank::ReadOnly => ("READ_ONLY_ADMIN", "Read-Only Administrator"),
    };
    Some(HeldRole { name: name.into(), label: label.into(), administrator: true })
}
