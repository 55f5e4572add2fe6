//! Authenticators, and what users have of them (docs/providers/okta.md, "Authenticator enrollments").

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use mfadir_core::{Factor, FactorType, Kind};
use mfadir_http::lenient;
use secrecy::SecretString;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::{
    kinds::{ENROLLMENT, status},
    profile::NAME,
};

/// One authenticator of the organisation.
#[derive(Debug, Deserialize)]
pub(crate) struct AuthenticatorRow {
    pub(crate) id: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) key: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    status: Option<String>,
}

impl AuthenticatorRow {
    pub(crate) fn is_active(&self) -> bool {
        self.status.as_deref().is_none_or(|status| status == "ACTIVE")
    }
}

/// What a user has of one authenticator.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EnrollmentRow {
    pub(crate) id: String,
    #[serde(default, deserialize_with = "lenient")]
    key: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    status: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    nickname: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    device_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    created: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient")]
    last_updated: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient")]
    profile: Option<DeviceProfile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeviceProfile {
    #[serde(default, deserialize_with = "lenient")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    device_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    display_name: Option<String>,
}

impl EnrollmentRow {
    /// The device as a factor; nothing where it is no enrollment of Okta Verify.
    pub(crate) fn into_device(self) -> Option<Factor> {
        let kind = match self.key.as_deref()? {
            "okta_verify" | "okta_verify_push" => Kind::Push,
            "okta_verify_fastpass" => Kind::DeviceKey,
            "okta_verify_totp" => Kind::Totp,
            _ => return None,
        };
        let id = format!("{ENROLLMENT}{}", self.id);
        let status = status(self.status.as_deref());
        let (created, last_updated) = (self.created, self.last_updated);
        let label = self.label();
        Some(Factor { created, last_updated, label, ..Factor::new(id, FactorType::by(kind, NAME), status) })
    }

    /// The device's name. Which field has it is not specified; the authenticator's own name is the last resort.
    fn label(self) -> Option<String> {
        let profile = self.profile.unwrap_or_default();
        let names =
            [self.nickname, self.device_name, profile.device_name, profile.display_name, profile.name, self.name];
        names.into_iter().flatten().find(|name| !name.is_empty())
    }
}

/// A temporary code that was issued. The guide shows `config` where the specification has `profile`.
#[derive(Debug, Deserialize)]
pub(crate) struct CodeRow {
    pub(crate) id: String,
    #[serde(alias = "config")]
    pub(crate) profile: CodeProfile,
}

/// The code itself: this answer is the only one that ever holds it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodeProfile {
    #[serde(deserialize_with = "secret")]
    pub(crate) tac: SecretString,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) multi_use: Option<bool>,
    #[serde(default, deserialize_with = "time")]
    pub(crate) expires_at: Option<Timestamp>,
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    String::deserialize(deserializer).map(SecretString::from)
}

/// Okta's own example of this time has no zone; it is UTC by its description.
fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let text = value.as_str().unwrap_or_default();
    let without_zone = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
    Ok(text.parse().ok().or_else(|| without_zone().map(|zoned| zoned.timestamp())))
}

#[cfg(test)]
mod tests {
    use mfadir_core::Factor;
    use secrecy::ExposeSecret;
    use serde_json::{Value, json};

    use super::{CodeRow, EnrollmentRow};

    fn device(json: Value) -> Option<Factor> {
        serde_json::from_value::<EnrollmentRow>(json).expect("an enrollment").into_device()
    }

    #[test]
    fn an_enrollment_of_okta_verify_is_a_device_and_no_other_is() {
        let row = json!({"id": "pfd1", "key": "okta_verify", "status": "ACTIVE", "name": "Okta Verify",
                         "profile": {"deviceName": "Ada's phone"}});
        let phone = device(row).expect("a device");
        assert_eq!((phone.id.as_str(), phone.factor_type.to_string()), ("enrollment/pfd1", "push@okta".into()));
        assert_eq!(phone.label.as_deref(), Some("Ada's phone"));
        let split = device(json!({"id": "pfd2", "key": "okta_verify_fastpass"})).expect("a device");
        assert_eq!(split.factor_type.to_string(), "device-key@okta");
        assert!(device(json!({"id": "eae1", "key": "okta_email"})).is_none());
        assert!(device(json!({"id": "x1"})).is_none());
    }

    #[test]
    fn a_code_is_read_from_either_field_and_never_shown() {
        for field in ["profile", "config"] {
            let row =
                json!({"id": "tac1", field: {"tac": "n@C*bU26", "multiUse": true, "expiresAt": "2025-05-28T19:21:14"}});
            let code: CodeRow = serde_json::from_value(row).expect("a code");
            assert_eq!((code.profile.tac.expose_secret(), code.profile.multi_use), ("n@C*bU26", Some(true)));
            let ends = code.profile.expires_at.map(|at| at.to_string());
            assert_eq!(ends.as_deref(), Some("2025-05-28T19:21:14Z"));
            assert!(!format!("{code:?}").contains("n@C"));
        }
        let no_code = json!({"id": "tac1", "profile": {"expiresAt": null}});
        serde_json::from_value::<CodeRow>(no_code).expect_err("no code");
    }
}
