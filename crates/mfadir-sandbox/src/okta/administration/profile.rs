//! A profile as callers send it.

use mfadir_memory::Person;
use serde_json::Value;

/// Writes the fields that the profile names; with `whole`, those that it does not name become empty.
pub(super) fn write(person: &mut Person, profile: &Value, whole: bool) {
    let text = |name: &str| profile.get(name).map(|value| value.as_str().map(str::to_owned));
    for (name, field) in
        [("login", &mut person.login), ("firstName", &mut person.first_name), ("lastName", &mut person.last_name)]
    {
        if let Some(Some(value)) = text(name) {
            *field = value;
        }
    }
    let optional = [
        ("mobilePhone", &mut person.phone),
        ("employeeNumber", &mut person.employee_number),
        ("manager", &mut person.manager),
        ("department", &mut person.department),
        ("title", &mut person.title),
    ];
    for (name, field) in optional {
        match text(name) {
            Some(value) => *field = value,
            None if whole => *field = None,
            None => {}
        }
    }
    let emails = [text("email"), text("secondEmail")].into_iter().flatten().flatten();
    let emails: Vec<String> = emails.collect();
    if !emails.is_empty() {
        person.emails = emails;
    }
}
