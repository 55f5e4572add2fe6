//! People (docs/providers/privacyidea.md, "People").

use mfadir_core::{User, UserStatus};
use mfadir_http::lenient;
use serde::Deserialize;
use serde_json::Value;

use crate::person::Person;

/// One person as a resolver shows them. Which fields there are, and whether they are lists, is the resolver's choice.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct UserRow {
    pub(crate) username: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) resolver: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    email: Option<Value>,
    #[serde(default, deserialize_with = "lenient")]
    givenname: Option<Value>,
    #[serde(default, deserialize_with = "lenient")]
    surname: Option<Value>,
    #[serde(default, deserialize_with = "lenient")]
    mobile: Option<Value>,
    #[serde(default, deserialize_with = "lenient")]
    phone: Option<Value>,
}

impl UserRow {
    /// The person that this row is in the realm. privacyIDEA knows no state of an account: whoever a resolver shows
    /// is there.
    pub(crate) fn user(self, realm: &str) -> User {
        let person = Person::new(&self.username, realm, self.resolver.as_deref());
        let name: Vec<_> = [self.givenname, self.surname].into_iter().filter_map(first).collect();
        User {
            emails: texts(self.email),
            name: Some(name.join(" ")).filter(|name| !name.is_empty()),
            phone: first(self.mobile).or_else(|| first(self.phone)),
            ..User::new(person.id(), self.username, UserStatus::NotTold)
        }
    }
}

fn first(value: Option<Value>) -> Option<String> {
    texts(value).into_iter().next()
}

/// One text or a list of them, without those that say nothing.
fn texts(value: Option<Value>) -> Vec<String> {
    let texts = match value {
        Some(Value::Array(values)) => values,
        other => other.into_iter().collect(),
    };
    let texts = texts.iter().filter_map(Value::as_str).map(str::trim);
    texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use mfadir_core::User;
    use serde_json::{Value, json};

    use super::UserRow;

    fn user(row: Value) -> User {
        serde_json::from_value::<UserRow>(row).expect("a user").user("people")
    }

    #[test]
    fn reads_what_is_there() {
        let ada = user(json!({
            "username": "ada", "resolver": "staff", "userid": "1", "editable": true, "email": "ada@example.com",
            "givenname": "Ada", "surname": "Lovelace", "mobile": "+15555550123", "phone": "",
        }));
        assert_eq!((ada.id.as_str(), ada.login.as_str()), ("ada@people/staff", "ada"));
        assert_eq!((ada.name.as_deref(), ada.phone.as_deref()), (Some("Ada Lovelace"), Some("+15555550123")));
    }

    #[test]
    fn fields_may_be_lists_null_or_missing() {
        let ada = user(json!({"username": "ada", "email": ["a@example.com", "", "b@example.com"], "surname": null}));
        assert_eq!((ada.emails.len(), ada.name, ada.id.as_str()), (2, None, "ada@people"));
        let nameless = json!({"email": "a@example.com"});
        serde_json::from_value::<UserRow>(nameless).expect_err("a row without a name");
    }
}
