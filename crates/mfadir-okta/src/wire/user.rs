//! Users (docs/providers/okta.md, "Users").

use jiff::Timestamp;
use mfadir_core::{User, UserStatus};
use mfadir_http::lenient;
use serde::Deserialize;

use crate::kinds::lower;

const STATUSES: &[(&str, UserStatus)] = &[
    ("ACTIVE", UserStatus::Active),
    ("STAGED", UserStatus::Staged),
    ("LOCKED_OUT", UserStatus::Locked),
    ("SUSPENDED", UserStatus::Suspended),
    ("PASSWORD_EXPIRED", UserStatus::PasswordExpired),
    ("DEPROVISIONED", UserStatus::Deactivated),
];

/// One user.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserRow {
    pub(crate) id: String,
    #[serde(default, deserialize_with = "lenient")]
    status: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    created: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient")]
    last_login: Option<Timestamp>,
    pub(crate) profile: Profile,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Profile {
    pub(crate) login: String,
    #[serde(default, deserialize_with = "lenient")]
    email: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    second_email: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    display_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    first_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    last_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    mobile_phone: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    primary_phone: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    employee_number: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    manager: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    manager_id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    department: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) user_type: Option<String>,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        let profile = row.profile;
        User {
            emails: [profile.email.as_ref(), profile.second_email.as_ref()].into_iter().filter_map(present).collect(),
            name: profile.name(),
            phone: present(profile.mobile_phone.as_ref()).or_else(|| present(profile.primary_phone.as_ref())),
            employee_number: present(profile.employee_number.as_ref()),
            manager: present(profile.manager.as_ref()).or_else(|| present(profile.manager_id.as_ref())),
            department: present(profile.department.as_ref()),
            created: row.created,
            last_sign_in: row.last_login,
            ..User::new(row.id, profile.login, status(row.status.as_deref()))
        }
    }
}

impl Profile {
    fn name(&self) -> Option<String> {
        let parts: Vec<_> =
            [self.first_name.as_ref(), self.last_name.as_ref()].into_iter().filter_map(present).collect();
        present(self.display_name.as_ref()).or_else(|| present(Some(&parts.join(" "))))
    }
}

/// Unset profile values are null, missing or empty.
fn present(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty()).cloned()
}

fn status(word: Option<&str>) -> UserStatus {
    let word = word.unwrap_or("unknown");
    let known = STATUSES.iter().find(|(known, _)| *known == word);
    known.map_or_else(|| UserStatus::Other(lower(word)), |(_, status)| status.clone())
}

#[cfg(test)]
mod tests {
    use mfadir_core::{User, UserStatus};
    use serde_json::json;

    use super::UserRow;

    fn user(json: serde_json::Value) -> User {
        serde_json::from_value::<UserRow>(json).expect("a user").into()
    }

    #[test]
    fn reads_what_is_there() {
        let ada = user(json!({
            "id": "00u1", "status": "LOCKED_OUT", "created": "2025-02-03T09:10:11.000Z", "lastLogin": null,
            "profile": {"login": "ada@example.com", "email": "ada@example.com", "secondEmail": "", "firstName": "Ada",
                        "lastName": "Byron", "mobilePhone": null, "managerId": "eve@example.com"},
        }));
        assert_eq!((ada.login.as_str(), ada.status), ("ada@example.com", UserStatus::Locked));
        assert_eq!(ada.emails, ["ada@example.com"]);
        assert_eq!((ada.name.as_deref(), ada.manager.as_deref()), (Some("Ada Byron"), Some("eve@example.com")));
        assert_eq!(ada.created.map(|created| created.to_string()).as_deref(), Some("2025-02-03T09:10:11Z"));
    }

    #[test]
    fn odd_fields_do_not_hide_a_user() {
        let odd = user(json!({
            "id": "00u1", "status": "IN_LIMBO", "created": 5, "profile": {"login": "ada", "firstName": ["Ada"]},
        }));
        assert_eq!((odd.status, odd.name, odd.created), (UserStatus::Other("in-limbo".into()), None, None));
    }

    #[test]
    fn a_user_without_login_is_no_user() {
        serde_json::from_value::<UserRow>(json!({"id": "00u1", "profile": {}})).expect_err("no login");
    }
}
