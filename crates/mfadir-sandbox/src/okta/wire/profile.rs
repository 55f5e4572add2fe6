//! What a factor's `profile` holds, which depends on its type.

use mfadir_core::{FactorStatus, Kind};
use mfadir_memory::{EnrolledFactor, Person};
use serde_json::{Value, json};

/// The profile of an enrolled factor.
pub(super) fn profile(person: &Person, factor: &EnrolledFactor) -> Value {
    match factor.kind {
        Kind::Voice if factor.detail.contains_key("extension") => {
            json!({ "phoneNumber": factor.destination, "phoneExtension": detail(factor, "extension") })
        }
        Kind::Sms | Kind::Voice => json!({ "phoneNumber": factor.destination }),
        Kind::Email => json!({ "email": factor.destination }),
        Kind::Push if factor.status == FactorStatus::Pending => json!({}),
        Kind::Push => device(person, factor),
        Kind::DeviceKey => with_keys(device(person, factor)),
        Kind::SecurityQuestion => {
            json!({ "question": detail(factor, "question"), "questionText": detail(factor, "text") })
        }
        Kind::Webauthn => webauthn(factor),
        Kind::U2f => json!({ "credentialId": factor.id, "version": "U2F_V2" }),
        Kind::YubikeyOtp | Kind::OtpToken | Kind::Hotp => json!({ "credentialId": detail(factor, "serial") }),
        _ => json!({ "credentialId": person.login }),
    }
}

fn detail<'a>(factor: &'a EnrolledFactor, key: &str) -> Option<&'a str> {
    factor.detail.get(key).map(String::as_str)
}

fn device(person: &Person, factor: &EnrolledFactor) -> Value {
    let (device_type, platform) = match detail(factor, "platform") {
        Some("ios") => ("SmartPhone_IPhone", "IOS"),
        Some("macos") => ("Computer_Mac", "MACOS"),
        Some("windows") => ("Tablet_Windows", "WINDOWS"),
        _ => ("SmartPhone_Android", "ANDROID"),
    };
    json!({
        "credentialId": person.login,
        "deviceType": device_type,
        "name": factor.label,
        "platform": platform,
        "version": detail(factor, "version"),
    })
}

fn with_keys(mut device: Value) -> Value {
    let key = |use_of: &str| json!({ "kty": "EC", "use": "sig", "kid": "default", "crv": "P-256", "jwkType": use_of });
    device["keys"] = json!([key("proofOfPossession"), key("userVerification")]);
    device
}

fn webauthn(factor: &EnrolledFactor) -> Value {
    json!({
        "credentialId": factor.id,
        "authenticatorName": factor.label,
        "appId": null,
        "version": null,
        "presetPinAvailable": false,
        "fulfillmentProvider": null,
    })
}
