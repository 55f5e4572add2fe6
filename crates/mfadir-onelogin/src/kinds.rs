//! OneLogin's names for factors, and ours.

use mfadir_core::{FactorType, Kind};

/// What an entry without a name is called.
const NAMELESS: &str = "unknown";

/// The name that OneLogin gives the factor, what it is, and whose (docs/providers/onelogin.md, "Factors"). The first
/// name of each is the one of version 1.
const TABLE: &[(&str, Kind, &str)] = &[
    ("OneLogin Protect", Kind::Push, "onelogin"),
    ("OneLogin", Kind::Push, "onelogin"),
    ("Google Authenticator", Kind::Totp, "google"),
    ("OneLogin SMS", Kind::Sms, "onelogin"),
    ("SMS", Kind::Sms, "onelogin"),
    ("OneLogin OTP SMS", Kind::Sms, "onelogin"),
    ("OneLogin Voice", Kind::Voice, "onelogin"),
    ("OneLogin Email", Kind::Email, "onelogin"),
    ("Yubico YubiKey", Kind::YubikeyOtp, "yubico"),
    ("Duo Security", Kind::External, "duo"),
    ("RSA SecurID", Kind::OtpToken, "rsa"),
    ("Symantec VIP", Kind::OtpToken, "symantec"),
    ("Security Questions", Kind::SecurityQuestion, "onelogin"),
    ("WebAuthn", Kind::Webauthn, "fido"),
];

/// What a factor is. A name that is not known stays as it is; a row without one is `unknown`.
pub(crate) fn factor_type(name: Option<&str>) -> FactorType {
    let name = name.unwrap_or(NAMELESS);
    match TABLE.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(name)) {
        Some((_, kind, issuer)) => FactorType::by(kind.clone(), issuer),
        None => FactorType::of(Kind::Other(name.to_owned())),
    }
}

/// A row of OneLogin Protect that needs no trigger stands for the codes that the same app shows.
pub(crate) fn with_trigger(factor: FactorType, needs_trigger: Option<bool>) -> FactorType {
    match (&factor.kind, needs_trigger) {
        (Kind::Push, Some(false)) => FactorType { kind: Kind::Totp, ..factor },
        _ => factor,
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{FactorType, Kind};
    use proptest::prelude::*;

    use super::{TABLE, factor_type, with_trigger};

    /// The name that version 1 has for such a factor.
    fn name(factor: &FactorType) -> String {
        let fits = |kind: &Kind, issuer: &str| FactorType::by(kind.clone(), issuer) == *factor;
        let row = TABLE.iter().find(|(_, kind, issuer)| fits(kind, issuer));
        row.map_or_else(|| factor.kind.to_string(), |(name, _, _)| (*name).to_owned())
    }

    #[test]
    fn protect_is_push_or_code() {
        let protect = |trigger| with_trigger(factor_type(Some("OneLogin Protect")), trigger).to_string();
        assert_eq!(protect(Some(true)), "push@onelogin");
        assert_eq!(protect(None), "push@onelogin");
        assert_eq!(protect(Some(false)), "totp@onelogin");
        let google = with_trigger(factor_type(Some("Google Authenticator")), Some(false));
        assert_eq!(google.to_string(), "totp@google");
    }

    proptest! {
        #[test]
        fn every_known_name_reads_back(row in prop::sample::select(TABLE)) {
            let known = factor_type(Some(row.0));
            prop_assert!(!matches!(known.kind, Kind::Other(_)));
            prop_assert_eq!(factor_type(Some(&name(&known))), known);
        }

        #[test]
        fn an_unknown_name_stays_as_it_is(word in "[A-Za-z ]{1,20}") {
            prop_assume!(TABLE.iter().all(|(known, _, _)| !known.eq_ignore_ascii_case(&word)));
            let unknown = factor_type(Some(&word));
            prop_assert_eq!(&unknown, &FactorType::of(Kind::Other(word.clone())));
            prop_assert_eq!(name(&unknown), word);
        }
    }
}
