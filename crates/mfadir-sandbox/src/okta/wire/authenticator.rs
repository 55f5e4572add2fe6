//! The authenticators of the org: what factors are made by.

use mfadir_core::{FactorType, Kind};
use serde_json::{Value, json};

use crate::okta::links::{Links, hinted};

const SINCE: &str = "2025-02-03T09:10:11.000Z";

/// One authenticator.
#[derive(Debug)]
pub(in crate::okta) struct Authenticator {
    pub(in crate::okta) id: &'static str,
    pub(in crate::okta) key: &'static str,
    pub(in crate::okta) kind: &'static str,
    pub(in crate::okta) name: &'static str,
}

const fn of(id: &'static str, key: &'static str, kind: &'static str, name: &'static str) -> Authenticator {
    Authenticator { id, key, kind, name }
}

/// All of them, active.
pub(in crate::okta) const AUTHENTICATORS: &[Authenticator] = &[
    of("aut1a7Yq3Wd9KfTzR5d7", "okta_verify", "app", "Okta Verify"),
    of("aut2b8Zr4Xe0LgUaS5d7", "google_otp", "app", "Google Authenticator"),
    of("aut3c9As5Yf1MhVbT5d7", "phone_number", "phone", "Phone"),
    of("aut4d0Bt6Zg2NiWcU5d7", "okta_email", "email", "Email"),
    of("aut5e1Cu7Ah3OjXdV5d7", "okta_password", "password", "Password"),
    of("aut6f2Dv8Bi4PkYeW5d7", "security_question", "security_question", "Security Question"),
    of("aut7g3Ew9Cj5QlZfX5d7", "webauthn", "security_key", "Security Key or Biometric"),
    of("aut8h4Fx0Dk6RmAgY5d7", "yubikey_token", "security_key", "YubiKey"),
    of("aut9i5Gy1El7SnBhZ5d7", "custom_otp", "security_key", "Example door badge"),
    of("autAj6Hz2Fm8ToCiA5d7", "symantec_vip", "app", "Symantec VIP"),
    of("autBk7Ia3Gn9UpDjB5d7", "rsa_token", "security_key", "RSA SecurID"),
    of("autCl8Jb4Ho0VqEkC5d7", "duo", "app", "Duo Security"),
    of("autDm9Kc5Ip1WrFlD5d7", "tac", "tac", "Temporary Access Code"),
];

/// An authenticator by its key.
pub(in crate::okta) fn keyed(key: &str) -> &'static Authenticator {
    AUTHENTICATORS.iter().find(|known| known.key == key).unwrap_or(&AUTHENTICATORS[0])
}

/// The authenticator that makes factors of this type; nothing for a type that the newer API does not show.
pub(in crate::okta) fn authenticator_of(factor: &FactorType) -> Option<&'static Authenticator> {
    let issuer = factor.issuer.as_ref().map_or("", |issuer| issuer.as_str());
    let key = match (&factor.kind, issuer) {
        (Kind::Push | Kind::Totp | Kind::DeviceKey, "okta") => "okta_verify",
        (Kind::Totp, _) => "google_otp",
        (Kind::Sms | Kind::Voice, _) => "phone_number",
        (Kind::Email, _) => "okta_email",
        (Kind::SecurityQuestion, _) => "security_question",
        (Kind::Webauthn, _) => "webauthn",
        (Kind::YubikeyOtp, _) => "yubikey_token",
        (Kind::Hotp, _) => "custom_otp",
        (Kind::OtpToken, "symantec") => "symantec_vip",
        (Kind::OtpToken, _) => "rsa_token",
        (Kind::External, "duo") => "duo",
        _ => return None,
    };
    Some(keyed(key))
}

/// An authenticator as JSON.
pub(in crate::okta) fn authenticator(of: &Authenticator, links: Links<'_>) -> Value {
    let itself = links.authenticator(of.id);
    json!({
        "type": of.kind,
        "id": of.id,
        "key": of.key,
        "name": of.name,
        "status": "ACTIVE",
        "created": SINCE,
        "lastUpdated": SINCE,
        "settings": {},
        "_links": {
            "self": hinted(&itself, &["GET", "PUT"]),
            "methods": hinted(&format!("{itself}/methods"), &["GET"]),
        },
    })
}
