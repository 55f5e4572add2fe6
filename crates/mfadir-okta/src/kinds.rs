//! Okta's words for factors, and ours.

use mfadir_core::{FactorStatus, FactorType, Issuer, Kind};

/// `factorType`, the `provider` that it needs to be this (any where there is none), and what it is
/// (docs/providers/okta.md, "Factors"). The first row that fits counts.
const TABLE: &[(&str, Option<&str>, Kind)] = &[
    ("push", None, Kind::Push),
    ("signed_nonce", None, Kind::DeviceKey),
    ("token:software:totp", None, Kind::Totp),
    ("token:hotp", None, Kind::Hotp),
    ("token:hardware", Some("YUBICO"), Kind::YubikeyOtp),
    ("token:hardware", None, Kind::OtpToken),
    ("token", None, Kind::OtpToken),
    ("sms", None, Kind::Sms),
    ("call", None, Kind::Voice),
    ("email", None, Kind::Email),
    ("question", None, Kind::SecurityQuestion),
    ("webauthn", None, Kind::Webauthn),
    ("u2f", None, Kind::U2f),
    ("web", None, Kind::External),
    ("claims_provider", None, Kind::External),
    ("assertion:saml2", None, Kind::External),
    ("assertion:oidc", None, Kind::External),
];

/// `factorType` and `provider` of what the API can enroll (docs/providers/okta.md, "Enrollment"). Where a request names
/// no issuer, the first row of the kind is meant.
const ENROLLABLE: &[(&str, &str)] = &[
    ("sms", "OKTA"),
    ("call", "OKTA"),
    ("email", "OKTA"),
    ("token:software:totp", "OKTA"),
    ("token:software:totp", "GOOGLE"),
    ("push", "OKTA"),
    ("webauthn", "FIDO"),
    ("u2f", "FIDO"),
    ("token:hardware", "YUBICO"),
    ("token:hotp", "CUSTOM"),
    ("token", "RSA"),
    ("token", "SYMANTEC"),
    ("web", "DUO"),
    ("question", "OKTA"),
];

/// The log's words for factors (docs/providers/okta.md, "System Log"), as `factorType` and `provider`.
const LOGGED: &[(&str, &str, &str)] = &[
    ("OKTA_SOFT_TOKEN", "token:software:totp", "OKTA"),
    ("OKTA_VERIFY_PUSH", "push", "OKTA"),
    ("SIGNED_NONCE", "signed_nonce", "OKTA"),
    ("FIDO_WEBAUTHN", "webauthn", "FIDO"),
    ("EMAIL_FACTOR", "email", "OKTA"),
    ("SMS_FACTOR", "sms", "OKTA"),
    ("CALL_FACTOR", "call", "OKTA"),
];

/// Before the id of an authenticator enrollment, where a factor's id stands.
pub(crate) const ENROLLMENT: &str = "enrollment/";

/// Before the id of the enrollment that a temporary code is: only such an id can be revoked.
pub(crate) const TEMPORARY_CODE: &str = "temporary-code/";

const STATUSES: &[(&str, FactorStatus)] = &[
    ("ACTIVE", FactorStatus::Active),
    ("PENDING_ACTIVATION", FactorStatus::Pending),
    ("INACTIVE", FactorStatus::Inactive),
    ("DISABLED", FactorStatus::Inactive),
];

/// What a factor is. A word that is not known stays as it is; a row without one is `unknown`.
pub(crate) fn factor_type(factor_type: Option<&str>, provider: Option<&str>) -> FactorType {
    let word = factor_type.unwrap_or("unknown");
    let fits = |needed: Option<&str>| needed.is_none() || needed == provider;
    let row = TABLE.iter().find(|(known, needed, _)| *known == word && fits(*needed));
    let kind = row.map_or_else(|| Kind::Other(word.to_owned()), |(_, _, kind)| kind.clone());
    FactorType { kind, issuer: provider.map(Issuer::new) }
}

/// What the API can enroll.
pub(crate) fn enrollable() -> Vec<FactorType> {
    ENROLLABLE.iter().map(|(word, provider)| factor_type(Some(word), Some(provider))).collect()
}

/// `factorType` and `provider` to enroll such a factor with; nothing where the API cannot.
pub(crate) fn enroll_words(wanted: &FactorType) -> Option<(&'static str, &'static str)> {
    let fits = |(word, provider): &&(&str, &str)| wanted.covers(&factor_type(Some(word), Some(provider)));
    ENROLLABLE.iter().find(fits).copied()
}

/// What the log means by its word for a factor. A word that is not known stays, in lower case.
pub(crate) fn logged_factor(word: &str) -> FactorType {
    match LOGGED.iter().find(|(known, _, _)| *known == word) {
        Some((_, word, provider)) => factor_type(Some(word), Some(provider)),
        None => FactorType::of(Kind::from(lower(word).as_str())),
    }
}

/// Whether a factor can be used. A word that is not known stays, in lower case.
pub(crate) fn status(word: Option<&str>) -> FactorStatus {
    let word = word.unwrap_or("unknown");
    let known = STATUSES.iter().find(|(known, _)| *known == word);
    known.map_or_else(|| FactorStatus::Other(lower(word)), |(_, status)| status.clone())
}

/// A wire word as our words are written: `PASSWORD_RESET` as `password-reset`.
pub(crate) fn lower(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use mfadir_core::{FactorStatus, FactorType, Kind};
    use proptest::prelude::*;

    use super::{TABLE, enroll_words, enrollable, factor_type, status};

    /// The words that a request for such a factor uses.
    fn wire(factor: &FactorType) -> (String, Option<String>) {
        let provider = factor.issuer.as_ref().map(|issuer| issuer.as_str().to_uppercase());
        let fits = |needed: Option<&str>| needed.is_none() || needed == provider.as_deref();
        let row = TABLE.iter().find(|(_, needed, kind)| *kind == factor.kind && fits(*needed));
        (row.map_or_else(|| factor.kind.to_string(), |(word, _, _)| (*word).to_owned()), provider)
    }

    #[test]
    fn okta_and_google_codes_are_told_apart() {
        let totp = |provider| factor_type(Some("token:software:totp"), Some(provider)).to_string();
        assert_eq!((totp("OKTA"), totp("GOOGLE")), ("totp@okta".into(), "totp@google".into()));
        assert_eq!(factor_type(Some("token:hardware"), Some("YUBICO")).to_string(), "yubikey-otp@yubico");
        assert_eq!(factor_type(Some("web"), Some("DUO")).to_string(), "external@duo");
    }

    #[test]
    fn what_can_be_enrolled_has_words_of_its_own() {
        for wanted in enrollable() {
            let (word, provider) = enroll_words(&wanted).expect("words");
            assert_eq!(factor_type(Some(word), Some(provider)), wanted);
        }
        assert_eq!(enroll_words(&FactorType::of(Kind::Totp)), Some(("token:software:totp", "OKTA")));
        assert_eq!(enroll_words(&FactorType::by(Kind::Push, "custom")), None);
        assert_eq!(enroll_words(&FactorType::of(Kind::DeviceKey)), None);
    }

    #[test]
    fn statuses_keep_words_that_nobody_knows() {
        assert_eq!(status(Some("PENDING_ACTIVATION")), FactorStatus::Pending);
        assert_eq!(status(Some("NOT_SETUP")), FactorStatus::Other("not-setup".into()));
        assert_eq!(status(None), FactorStatus::Other("unknown".into()));
    }

    proptest! {
        #[test]
        fn every_known_type_reads_back(row in prop::sample::select(TABLE), provider in "[A-Z_]{2,8}") {
            let (word, needed, _) = row;
            let known = factor_type(Some(word), Some(needed.unwrap_or(&provider)));
            prop_assert!(!matches!(known.kind, Kind::Other(_)));
            let (word, provider) = wire(&known);
            prop_assert_eq!(factor_type(Some(&word), provider.as_deref()), known);
        }

        #[test]
        fn an_unknown_type_stays_as_it_is(word in "[a-z_:]{1,20}", provider in prop::option::of("[A-Z_]{2,8}")) {
            prop_assume!(TABLE.iter().all(|(known, _, _)| *known != word));
            let unknown = factor_type(Some(&word), provider.as_deref());
            prop_assert_eq!(&unknown.kind, &Kind::Other(word.clone()));
            prop_assert_eq!(wire(&unknown), (word, provider));
        }
    }
}
