//! What a user has, as the newer API shows it: one entry for a device, a phone number, a key or a code.

use jiff::Timestamp;
use mfadir_memory::Person;
use serde_json::{Value, json};

use super::authenticator::Authenticator;
use crate::okta::{
    links::{Links, hinted},
    words::date,
};

/// One enrollment. Only where a profile is given it is shown.
#[derive(Clone, Debug)]
pub(in crate::okta) struct Entry {
    pub(in crate::okta) id: String,
    pub(in crate::okta) of: &'static Authenticator,
    pub(in crate::okta) nickname: Option<String>,
    pub(in crate::okta) created: Option<Timestamp>,
    pub(in crate::okta) last_updated: Option<Timestamp>,
    pub(in crate::okta) profile: Value,
}

/// The entry as JSON.
pub(in crate::okta) fn enrollment(person: &Person, entry: &Entry, links: Links<'_>) -> Value {
    let itself = format!("{}/{}", links.enrollments(&person.id), entry.id);
    json!({
        "type": entry.of.kind,
        "id": entry.id,
        "key": entry.of.key,
        "status": "ACTIVE",
        "name": entry.of.name,
        "nickname": entry.nickname,
        "created": entry.created.map(date),
        "lastUpdated": entry.last_updated.or(entry.created).map(date),
        "profile": entry.profile,
        "_links": {
            "self": hinted(&itself, &["GET", "DELETE"]),
            "user": hinted(&links.user(&person.id), &["GET"]),
            "authenticator": hinted(&links.authenticator(entry.of.id), &["GET"]),
        },
    })
}
