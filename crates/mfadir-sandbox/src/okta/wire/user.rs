//! Users and their roles.

use mfadir_memory::{HeldRole, Person};
use serde_json::{Map, Value, json};

use crate::okta::{
    links::{Links, posted},
    words::{date, user_status},
};

const USER_TYPE: &str = "oty1a7Yq3Wd9KfTzR5d7";
const REALM: &str = "guo1a7Yq3Wd9KfTzR5d7";
const LIFECYCLE: &[(&str, &str)] = &[
    ("suspend", "lifecycle/suspend"),
    ("resetPassword", "lifecycle/reset_password"),
    ("expirePassword", "lifecycle/expire_password"),
    ("forgotPassword", "credentials/forgot_password"),
    ("changeRecoveryQuestion", "credentials/change_recovery_question"),
    ("changePassword", "credentials/change_password"),
    ("deactivate", "lifecycle/deactivate"),
];

/// A user as the answer to a request for just this one: with all links.
pub(in crate::okta) fn user(person: &Person, links: Links<'_>) -> Value {
    let mut body = body(person);
    body["_links"] = all_links(person, links);
    body
}

/// A user within a list: only the link to itself.
pub(in crate::okta) fn listed_user(person: &Person, links: Links<'_>) -> Value {
    let mut body = body(person);
    body["_links"] = json!({ "self": { "href": links.user(&person.id) } });
    body
}

/// A role of a user. Roles have no id of their own in the world: it is made from the user's.
pub(in crate::okta) fn role(person: &Person, role: &HeldRole, links: Links<'_>) -> Value {
    let since = person.created.map(date);
    json!({
        "id": format!("ra1{}", person.id.as_str().get(3..).unwrap_or_default()),
        "label": role.label,
        "type": role.name,
        "status": "ACTIVE",
        "assignmentType": "USER",
        "created": since,
        "lastUpdated": since,
        "_links": { "assignee": { "href": links.user(&person.id) } },
    })
}

fn body(person: &Person) -> Value {
    let made = person.created.map(date);
    json!({
        "id": person.id,
        "status": user_status(&person.status),
        "created": made,
        "activated": made,
        "statusChanged": made,
        "lastLogin": person.last_sign_in.map(date),
        "lastUpdated": made,
        "passwordChanged": made,
        "transitioningToStatus": null,
        "type": { "id": USER_TYPE },
        "realmId": REALM,
        "profile": profile(person),
        "credentials": credentials(person),
    })
}

fn profile(person: &Person) -> Value {
    let mut profile = json!({
        "login": person.login,
        "email": person.emails.first(),
        "secondEmail": person.emails.get(1),
        "firstName": person.first_name,
        "lastName": person.last_name,
        "mobilePhone": person.phone,
    });
    let optional = [
        ("department", &person.department),
        ("employeeNumber", &person.employee_number),
        ("manager", &person.manager),
        ("title", &person.title),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            profile[name] = json!(value);
        }
    }
    profile
}

fn credentials(person: &Person) -> Value {
    let kinds = ["PRIMARY", "SECONDARY"];
    let email = |(email, kind): (&String, &str)| json!({ "value": email, "status": "VERIFIED", "type": kind });
    let emails: Vec<Value> = person.emails.iter().zip(kinds).map(email).collect();
    json!({ "password": {}, "emails": emails, "provider": { "type": "OKTA", "name": "OKTA" } })
}

fn all_links(person: &Person, links: Links<'_>) -> Value {
    let user = links.user(&person.id);
    let lifecycle = LIFECYCLE.iter().map(|(name, path)| ((*name).to_owned(), posted(&format!("{user}/{path}"))));
    let mut all: Map<String, Value> = lifecycle.collect();
    if !person.factors.is_empty() {
        all.insert("resetFactors".to_owned(), posted(&format!("{user}/lifecycle/reset_factors")));
    }
    all.insert("self".to_owned(), json!({ "href": user }));
    all.insert("schema".to_owned(), json!({ "href": format!("{}/api/v1/meta/schemas/user/default", links.origin) }));
    all.insert("type".to_owned(), json!({ "href": format!("{}/api/v1/meta/types/user/{USER_TYPE}", links.origin) }));
    Value::Object(all)
}
