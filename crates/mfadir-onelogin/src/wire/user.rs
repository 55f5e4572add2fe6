//! Users and roles of version 1 (docs/providers/onelogin.md, "Users").

use jiff::Timestamp;
use mfadir_core::{Group, User, UserStatus};
use mfadir_http::{lenient, text_or_number};
use serde::Deserialize;
use serde_json::Value;

/// One user.
#[derive(Debug, Deserialize)]
pub(crate) struct UserRow {
    #[serde(deserialize_with = "text_or_number")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "lenient")]
    username: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    email: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    firstname: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    lastname: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    phone: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    department: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    status: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    manager_user_id: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    created_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient")]
    last_login: Option<Timestamp>,
    /// The ids of the user's roles: a list or null.
    #[serde(default, deserialize_with = "lenient")]
    role_id: Option<Vec<Value>>,
}

impl UserRow {
    /// The ids of the user's roles.
    pub(crate) fn roles(&self) -> Vec<String> {
        self.role_id.iter().flatten().filter_map(Value::as_u64).map(|id| id.to_string()).collect()
    }
}

impl From<UserRow> for User {
    /// Who has no user name signs in with the mail address.
    fn from(row: UserRow) -> Self {
        let email = present(row.email);
        let login = present(row.username).or_else(|| email.clone()).unwrap_or_default();
        let name: Vec<_> = [present(row.firstname), present(row.lastname)].into_iter().flatten().collect();
        User {
            emails: email.into_iter().collect(),
            name: present(Some(name.join(" "))),
            phone: present(row.phone),
            manager: row.manager_user_id.map(|id| id.to_string()),
            department: present(row.department),
            created: row.created_at,
            last_sign_in: row.last_login,
            ..User::new(row.id, login, status(row.status))
        }
    }
}

fn present(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

fn status(number: Option<u64>) -> UserStatus {
    match number {
        Some(0) => UserStatus::Staged,
        Some(1) => UserStatus::Active,
        Some(2) => UserStatus::Suspended,
        Some(3) => UserStatus::Locked,
        Some(4) => UserStatus::PasswordExpired,
        Some(5) => UserStatus::Other("awaiting-password-reset".to_owned()),
        Some(7) => UserStatus::Other("password-pending".to_owned()),
        Some(8) => UserStatus::Other("security-questions-required".to_owned()),
        Some(other) => UserStatus::Other(format!("status-{other}")),
        None => UserStatus::Other("unknown".to_owned()),
    }
}

/// One role: what stands for a group here.
#[derive(Debug, Deserialize)]
pub(crate) struct RoleRow {
    #[serde(deserialize_with = "text_or_number")]
    id: String,
    name: String,
}

impl From<RoleRow> for Group {
    fn from(row: RoleRow) -> Self {
        Group { id: row.id.into(), name: row.name, description: None }
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{User, UserStatus};
    use serde_json::{Value, json};

    use super::UserRow;

    fn row(json: Value) -> UserRow {
        serde_json::from_value(json).expect("a user")
    }

    #[test]
    fn reads_what_is_there() {
        let ada: User = row(json!({
            "id": 70_411_823, "username": "ada", "email": "ada@example.com", "firstname": "Ada", "lastname": null,
            "status": 3, "created_at": "2025-02-03T09:10:11.000Z", "manager_user_id": 5,
        }))
        .into();
        assert_eq!((ada.id.as_str(), ada.login.as_str(), ada.status), ("70411823", "ada", UserStatus::Locked));
        assert_eq!((ada.emails.as_slice(), ada.name.as_deref()), (&["ada@example.com".to_owned()][..], Some("Ada")));
        assert_eq!(ada.manager.as_deref(), Some("5"));
    }

    #[test]
    fn who_has_no_user_name_signs_in_with_the_address() {
        let user: User = row(json!({"id": 1, "username": "", "email": "ada@example.com"})).into();
        assert_eq!(user.login, "ada@example.com");
        let user: User = row(json!({"id": 1, "email": "ada@example.com", "manager_user_id": "five"})).into();
        assert_eq!((user.login.as_str(), user.manager), ("ada@example.com", None));
    }

    #[test]
    fn roles_are_a_list_or_null() {
        assert_eq!(row(json!({"id": 1, "role_id": [7, 8]})).roles(), ["7", "8"]);
        assert!(row(json!({"id": 1, "role_id": null})).roles().is_empty());
    }
}
