//! Temporary codes.

use jiff::Timestamp;
use mfadir_http::lenient;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::id::Id;

/// A temporary code that was issued. It has no `Debug`: it is a secret.
#[derive(Deserialize)]
pub(crate) struct CodeBody {
    #[serde(deserialize_with = "eight_digits")]
    pub(crate) mfa_token: String,
    /// A truth value, which the documentation sends as a text; the specification misspells the name.
    #[serde(default, alias = "resuable", deserialize_with = "truth")]
    pub(crate) reusable: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) expires_at: Option<Timestamp>,
    /// What version 2 calls the code's place among the devices.
    #[serde(default, deserialize_with = "lenient")]
    device_id: Option<Id>,
}

impl CodeBody {
    pub(crate) fn device(&self) -> Option<&str> {
        self.device_id.as_ref().map(|Id(id)| id.as_str())
    }
}

/// A number has lost the zeros that it began with.
fn eight_digits<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::String(text) if !text.is_empty() => Ok(text),
        Value::Number(number) => Ok(format!("{:0>8}", number.to_string())),
        _ => Err(serde::de::Error::custom("no code")),
    }
}

fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Bool(truth) => Some(truth),
        Value::String(text) => text.parse().ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::CodeBody;

    fn code(json: Value) -> CodeBody {
        serde_json::from_value(json).expect("a code")
    }

    #[test]
    fn all_spellings_are_taken() {
        let plain = code(json!({"mfa_token": "40518827", "reusable": false, "expires_at": "2026-01-15T10:30:00Z"}));
        assert_eq!((plain.mfa_token.as_str(), plain.reusable), ("40518827", Some(false)));
        let texts = code(json!({"mfa_token": 518_827, "resuable": "true", "device_id": "user_temp_otp_7"}));
        assert_eq!((texts.mfa_token.as_str(), texts.reusable), ("00518827", Some(true)));
        assert_eq!(texts.device(), Some("user_temp_otp_7"));
        serde_json::from_value::<CodeBody>(json!({"mfa_token": null})).err().expect("no code");
    }
}
