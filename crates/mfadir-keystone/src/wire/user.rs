//! Users (docs/providers/keystone.md, "Users").

use mfadir_core::{FactorStatus, User, UserStatus};
use mfadir_http::{lenient, text_or_number};
use serde::Deserialize;

use super::rules::Rules;

/// One user.
#[derive(Debug, Deserialize)]
pub(crate) struct UserRow {
    #[serde(deserialize_with = "text_or_number")]
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) domain_id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    email: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    enabled: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    options: Option<Rules>,
}

impl UserRow {
    /// What a credential of theirs for codes is good for.
    pub(crate) fn credential_status(&self) -> FactorStatus {
        self.options.as_ref().unwrap_or(&Rules::NONE).status()
    }
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        let status = match row.enabled {
            Some(true) => UserStatus::Active,
            Some(false) => UserStatus::Suspended,
            None => UserStatus::NotTold,
        };
        User { emails: row.email.into_iter().collect(), ..User::new(row.id, row.name, status) }
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{User, UserStatus};
    use serde_json::{Value, json};

    use super::UserRow;

    fn user(row: Value) -> User {
        serde_json::from_value::<UserRow>(row).expect("a user").into()
    }

    #[test]
    fn reads_what_is_there_and_needs_no_more_than_id_and_name() {
        let ada = user(json!({"id": "7", "name": "ada", "email": "ada@example.com", "enabled": false, "new": [1]}));
        assert_eq!((ada.id.as_str(), ada.login.as_str(), ada.status), ("7", "ada", UserStatus::Suspended));
        assert_eq!(ada.emails, ["ada@example.com"]);
        let odd = user(json!({"id": "8", "name": "bob", "email": 5, "enabled": "yes", "options": []}));
        assert_eq!((odd.emails.len(), odd.status), (0, UserStatus::NotTold));
    }
}
