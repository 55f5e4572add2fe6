//! Okta's words for kinds and states.

use jiff::Timestamp;
use mfadir_core::{EnrollmentRule, FactorStatus, FactorType, Kind, UserStatus};

/// `factorType` and `provider` of a factor.
pub(super) fn factor_words(factor: &FactorType) -> (String, String) {
    let issuer = factor.issuer.as_ref().map_or("custom", |issuer| issuer.as_str());
    let word = match (&factor.kind, issuer) {
        (Kind::Totp, _) => "token:software:totp",
        (Kind::Hotp, _) => "token:hotp",
        (Kind::Voice, _) => "call",
        (Kind::SecurityQuestion, _) => "question",
        (Kind::DeviceKey, _) => "signed_nonce",
        (Kind::YubikeyOtp, _) => "token:hardware",
        (Kind::OtpToken, _) => "token",
        (Kind::External, "duo") => "web",
        (Kind::External, _) => "claims_provider",
        (other, _) => other.as_str(),
    };
    (word.to_owned(), issuer.to_uppercase())
}

/// The factor type that can be enrolled under these words; nothing where none can.
pub(super) fn factor_type(word: &str, provider: &str) -> Option<FactorType> {
    let kind = match (word, provider) {
        ("push", "OKTA") => Kind::Push,
        ("token:software:totp", "OKTA" | "GOOGLE") => Kind::Totp,
        ("token:hotp", "CUSTOM") => Kind::Hotp,
        ("sms", "OKTA") => Kind::Sms,
        ("call", "OKTA") => Kind::Voice,
        ("email", "OKTA") => Kind::Email,
        ("question", "OKTA") => Kind::SecurityQuestion,
        ("token", "RSA" | "SYMANTEC") => Kind::OtpToken,
        ("token:hardware", "YUBICO") => Kind::YubikeyOtp,
        ("webauthn", "FIDO") => Kind::Webauthn,
        ("u2f", "FIDO") => Kind::U2f,
        ("web", "DUO") => Kind::External,
        _ => return None,
    };
    Some(FactorType::by(kind, provider))
}

/// `vendorName`: the provider's word, but a name of the administrator's own for custom factors.
pub(super) fn vendor(factor: &FactorType, provider: &str) -> String {
    match (&factor.kind, provider) {
        (Kind::Hotp, "CUSTOM") => "Example door badge".to_owned(),
        (Kind::External, "CUSTOM") => "Example sign-in".to_owned(),
        _ => provider.to_owned(),
    }
}

pub(super) fn factor_status(status: &FactorStatus) -> String {
    match status {
        FactorStatus::Pending => "PENDING_ACTIVATION".to_owned(),
        other => upper(other.as_str()),
    }
}

pub(super) fn user_status(status: &UserStatus) -> String {
    match status {
        UserStatus::Locked => "LOCKED_OUT".to_owned(),
        UserStatus::Deactivated => "DEPROVISIONED".to_owned(),
        other => upper(other.as_str()),
    }
}

pub(super) fn rule(rule: Option<&EnrollmentRule>) -> String {
    rule.map_or("OPTIONAL".to_owned(), |rule| upper(rule.as_str()))
}

/// Whole seconds, with three zeros for the fraction.
pub(super) fn date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

/// To the thousandth, as the System Log has it.
pub(super) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// A factor type in the texts of the System Log.
pub(super) fn system_name(factor: &FactorType) -> String {
    let issuer = factor.issuer.as_ref().map_or("", |issuer| issuer.as_str());
    let name = match (&factor.kind, issuer) {
        (Kind::Totp, "okta") => "OKTA_SOFT_TOKEN",
        (Kind::Totp, "google") => "GOOGLE_AUTHENTICATOR",
        (Kind::Push, "okta") => "OKTA_VERIFY_PUSH",
        (Kind::DeviceKey, _) => "SIGNED_NONCE",
        (Kind::Webauthn, _) => "FIDO_WEBAUTHN",
        (Kind::U2f, _) => "FIDO_U2F",
        (Kind::Sms, _) => "SMS_FACTOR",
        (Kind::Voice, _) => "CALL_FACTOR",
        (Kind::Email, _) => "EMAIL_FACTOR",
        (Kind::SecurityQuestion, _) => "SECURITY_QUESTION",
        (Kind::YubikeyOtp, _) => "YUBIKEY_TOKEN",
        (Kind::Hotp, _) => "CUSTOM_HOTP",
        (Kind::OtpToken, "symantec") => "SYMANTEC_VIP",
        (Kind::OtpToken, _) => "RSA_SECURID",
        (Kind::External, "duo") => "DUO_SECURITY",
        (other, _) => return upper(other.as_str()),
    };
    name.to_owned()
}

fn upper(word: &str) -> String {
    word.to_uppercase().replace('-', "_")
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::{FactorType, UserStatus};

    use super::{date, factor_words, user_status};

    #[test]
    fn factors_have_the_words_of_the_api() {
        let cases = [
            ("push@okta", "push", "OKTA"),
            ("totp@okta", "token:software:totp", "OKTA"),
            ("totp@google", "token:software:totp", "GOOGLE"),
            ("device-key@okta", "signed_nonce", "OKTA"),
            ("voice@okta", "call", "OKTA"),
            ("yubikey-otp@yubico", "token:hardware", "YUBICO"),
            ("otp-token@rsa", "token", "RSA"),
            ("external@duo", "web", "DUO"),
            ("external@custom", "claims_provider", "CUSTOM"),
            ("retina@acme", "retina", "ACME"),
        ];
        for (ours, kind, provider) in cases {
            let Ok(factor) = ours.parse::<FactorType>();
            assert_eq!(factor_words(&factor), (kind.to_owned(), provider.to_owned()), "{ours}");
        }
    }

    #[test]
    fn states_and_dates_have_their_form() {
        assert_eq!(user_status(&UserStatus::PasswordExpired), "PASSWORD_EXPIRED");
        assert_eq!(user_status(&UserStatus::Locked), "LOCKED_OUT");
        assert_eq!(date(Timestamp::from_millisecond(1_738_573_811_987).unwrap()), "2025-02-03T09:10:11.000Z");
    }
}
