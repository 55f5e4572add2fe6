//! What a person is asked for when they sign in (docs/providers/keystone.md, "Rules").

use mfadir_core::FactorStatus;
use mfadir_http::lenient;
use serde::Deserialize;

use super::TOTP;

/// No rules are in force: a code is not asked for, and is taken all the same, even without a password.
const NOT_ASKED: &str = "not-asked";

/// A user's options, as far as they say what is asked for.
#[derive(Debug, Deserialize)]
pub(crate) struct Rules {
    #[serde(default, deserialize_with = "lenient")]
    multi_factor_auth_enabled: Option<bool>,
    /// Any one of the lists lets the user in, with all its methods together.
    #[serde(default, deserialize_with = "lenient")]
    multi_factor_auth_rules: Option<Vec<Vec<String>>>,
}

impl Rules {
    /// Nothing is asked for.
    pub(super) const NONE: Self = Self { multi_factor_auth_enabled: None, multi_factor_auth_rules: None };

    /// What a credential for codes is good for.
    pub(crate) fn status(&self) -> FactorStatus {
        let rules = self.multi_factor_auth_rules.as_deref().unwrap_or_default();
        if rules.is_empty() || self.multi_factor_auth_enabled == Some(false) {
            return FactorStatus::Other(NOT_ASKED.to_owned());
        }
        let asked = rules.iter().flatten().any(|method| method == TOTP);
        if asked { FactorStatus::Active } else { FactorStatus::Inactive }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Rules;

    fn status(options: Value) -> String {
        serde_json::from_value::<Rules>(options).expect("options").status().to_string()
    }

    #[test]
    fn a_code_is_good_for_what_the_rules_say() {
        let both = json!([["password", "totp"]]);
        assert_eq!(status(json!({"multi_factor_auth_rules": both})), "active");
        assert_eq!(status(json!({"multi_factor_auth_rules": [["password"], ["totp"]]})), "active");
        assert_eq!(status(json!({"multi_factor_auth_rules": [["password"]]})), "inactive");
        assert_eq!(status(json!({"multi_factor_auth_rules": both, "multi_factor_auth_enabled": false})), "not-asked");
        for none in [json!({}), json!({"multi_factor_auth_rules": []}), json!({"multi_factor_auth_rules": "odd"})] {
            assert_eq!(status(none), "not-asked");
        }
    }
}
