//! Credentials (docs/providers/keystone.md, "Factors"). The server sends each with its secret, which is not read.

use mfadir_core::{Factor, FactorStatus, FactorType, Kind};
use mfadir_http::{lenient, text_or_number};
use serde::Deserialize;

/// The server's word for codes that change with time, as a type of credentials and as a method of signing in.
pub(crate) const TOTP: &str = "totp";

/// One credential.
#[derive(Debug, Deserialize)]
pub(crate) struct CredentialRow {
    #[serde(deserialize_with = "text_or_number")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "lenient")]
    user_id: Option<String>,
    #[serde(default, deserialize_with = "lenient", rename = "type")]
    word: Option<String>,
}

impl CredentialRow {
    /// Whether it makes codes for this user.
    pub(crate) fn is_factor_of(&self, user: &str) -> bool {
        self.user_id.as_deref() == Some(user) && self.word.as_deref() == Some(TOTP)
    }

    /// The factor that it is.
    pub(crate) fn factor(self, status: FactorStatus) -> Factor {
        Factor::new(self.id, FactorType::of(Kind::Totp), status)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::CredentialRow;

    #[test]
    fn a_factor_is_a_credential_for_codes_of_that_very_user() {
        let row = |user: &str, word: &str| {
            let row = json!({"id": "c1", "user_id": user, "type": word, "blob": "canary"});
            serde_json::from_value::<CredentialRow>(row).expect("a credential")
        };
        assert!(row("u1", "totp").is_factor_of("u1"));
        assert!(!row("u2", "totp").is_factor_of("u1"));
        assert!(!row("u1", "ec2").is_factor_of("u1"));
        assert!(!format!("{:?}", row("u1", "totp")).contains("canary"));
    }
}
