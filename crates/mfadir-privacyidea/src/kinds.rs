//! privacyIDEA's names for factors, and ours.

use mfadir_core::{FactorType, Kind};

use crate::profile::NAME;

/// What an entry without a type is called.
const NAMELESS: &str = "unknown";

/// The token type, what it is, and whose, where that is certain (docs/providers/privacyidea.md, "Factors"). The first
/// row of a kind is the one that is enrolled.
const TABLE: &[(&str, Kind, Option<&str>)] = &[
    ("hotp", Kind::Hotp, None),
    ("totp", Kind::Totp, None),
    ("sms", Kind::Sms, None),
    ("email", Kind::Email, None),
    ("push", Kind::Push, Some(NAME)),
    ("webauthn", Kind::Webauthn, None),
    ("passkey", Kind::Webauthn, None),
    ("u2f", Kind::U2f, None),
    ("certificate", Kind::Certificate, None),
    ("question", Kind::SecurityQuestion, None),
    ("tan", Kind::RecoveryCode, None),
    ("registration", Kind::TemporaryCode, None),
    ("pw", Kind::TemporaryCode, None),
    ("yubico", Kind::YubikeyOtp, Some("yubico")),
    ("yubikey", Kind::YubikeyOtp, Some("yubico")),
    ("radius", Kind::External, None),
    ("remote", Kind::External, None),
];

/// What a factor is. A type that is not known stays as it is; a row without one is `unknown`.
pub(crate) fn factor_type(token_type: Option<&str>) -> FactorType {
    let name = token_type.unwrap_or(NAMELESS);
    match TABLE.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name)) {
        Some((_, kind, issuer)) => FactorType { kind: kind.clone(), ..issued(issuer.as_deref()) },
        None => FactorType::of(Kind::Other(name.to_owned())),
    }
}

fn issued(issuer: Option<&str>) -> FactorType {
    issuer.map_or_else(|| FactorType::of(Kind::Push), |issuer| FactorType::by(Kind::Push, issuer))
}
