//! Registrations and verifications of version 2 (docs/providers/onelogin.md, "Life of a factor").

use jiff::Timestamp;
use mfadir_core::{EnrollmentSecret, Expects, FactorType, Kind, Result};
use mfadir_http::{Response, lenient};
use serde::Deserialize;
use serde_json::Value;

use super::id::Id;
use crate::kinds::factor_type;

/// A registration or verification that was begun. It has no `Debug`: `factor_data` is a secret.
#[derive(Deserialize)]
pub(crate) struct TransactionRow {
    pub(crate) id: Id,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) status: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    device_id: Option<Id>,
    #[serde(default, deserialize_with = "lenient")]
    auth_factor_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    type_display_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) expires_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient")]
    factor_data: Option<FactorData>,
}

#[derive(Deserialize)]
struct FactorData {
    #[serde(default, deserialize_with = "lenient")]
    verification_token: Option<Id>,
    #[serde(default, deserialize_with = "lenient")]
    totp_url: Option<String>,
}

impl TransactionRow {
    /// Reads an object, or a list of one: the documentation shows the list, the specification the object.
    pub(crate) fn read(response: &Response, due: &str) -> Result<Self> {
        let body = only(response.json(due)?);
        Self::deserialize(body).map_err(|_| response.unexpected("JSON without the right fields", due))
    }

    pub(crate) fn device(&self) -> Option<&str> {
        self.device_id.as_ref().map(|Id(id)| id.as_str())
    }

    /// What answers it. A call reads nothing out where it asks for a number, and a mail may hold a link instead of a
    /// code, which only the account's own name for the factor tells.
    pub(crate) fn expects(&self) -> Expects {
        let label = self.type_display_name.as_deref().unwrap_or_default().to_lowercase();
        match self.factor_type().kind {
            Kind::Push => Expects::Approval,
            Kind::Voice if self.token().is_some() => Expects::Approval,
            Kind::Email if label.contains("link") => Expects::Approval,
            _ => Expects::Code,
        }
    }

    /// The number that the user must key in while they are called.
    pub(crate) fn number_to_key_in(&self) -> Option<String> {
        (self.factor_type().kind == Kind::Voice).then(|| self.token().map(str::to_owned))?
    }

    /// What the device needs to know, or the user who is called.
    pub(crate) fn secret(&self) -> Option<EnrollmentSecret> {
        let data = self.factor_data.as_ref()?;
        let secret = self.token().map(Into::into);
        let address = data.totp_url.as_deref().map(Into::into);
        (secret.is_some() || address.is_some()).then_some(EnrollmentSecret { secret, address })
    }

    fn factor_type(&self) -> FactorType {
        factor_type(self.auth_factor_name.as_deref())
    }

    fn token(&self) -> Option<&str> {
        self.factor_data.as_ref()?.verification_token.as_ref().map(|Id(token)| token.as_str())
    }
}

/// The only row of a list of one; anything else as it is.
pub(super) fn only(body: Value) -> Value {
    match body {
        Value::Array(mut rows) if rows.len() == 1 => rows.remove(0),
        body => body,
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::Expects;
    use secrecy::ExposeSecret;
    use serde_json::{Value, json};

    use super::TransactionRow;

    fn row(name: &str, label: &str, data: &Value) -> TransactionRow {
        let row = json!({"id": "u", "auth_factor_name": name, "type_display_name": label, "factor_data": data});
        serde_json::from_value(row).expect("a row")
    }

    #[test]
    fn each_kind_is_answered_in_its_way() {
        let token = json!({"verification_token": "123456"});
        let told = [
            ("Google Authenticator", "Authenticator", &token, Expects::Code),
            ("OneLogin", "Protect", &token, Expects::Approval),
            ("SMS", "Text", &Value::Null, Expects::Code),
            ("OneLogin Voice", "Call", &token, Expects::Approval),
            ("OneLogin Voice", "Call", &Value::Null, Expects::Code),
            ("OneLogin Email", "Email", &Value::Null, Expects::Code),
            ("OneLogin Email", "Email Magic Link", &Value::Null, Expects::Approval),
        ];
        for (name, label, data, expects) in told {
            assert_eq!(row(name, label, data).expects(), expects, "{name} {label}");
        }
    }

    #[test]
    fn a_secret_comes_with_its_address_and_a_number_for_a_call() {
        let data = json!({"verification_token": "JBSWY3DP", "totp_url": "otpauth://totp/a?secret=JBSWY3DP"});
        let row = row("Google Authenticator", "", &data);
        let secret = row.secret().expect("a secret");
        assert_eq!(secret.secret.expect("a text").expose_secret(), "JBSWY3DP");
        assert!(secret.address.expect("an address").expose_secret().starts_with("otpauth://"));
        assert_eq!(row.number_to_key_in(), None);
        let call = self::row("OneLogin Voice", "", &json!({"verification_token": 123_456}));
        assert_eq!(call.number_to_key_in().as_deref(), Some("123456"));
        assert!(self::row("SMS", "", &Value::Null).secret().is_none());
    }
}
