//! Groups.

use mfadir_memory::Team;
use serde_json::{Value, json};

use crate::okta::links::Links;

/// The group that every org has and nobody can delete.
const BUILT_IN: &str = "Everyone";
const SINCE: &str = "2025-02-03T09:10:11.000Z";

/// A group. Okta's own figures about it are the same for all: the world does not keep them.
pub(in crate::okta) fn group(team: &Team, links: Links<'_>) -> Value {
    let itself = links.group(team.id.as_str());
    json!({
        "id": team.id,
        "created": SINCE,
        "lastUpdated": SINCE,
        "lastMembershipUpdated": SINCE,
        "objectClass": ["okta:user_group"],
        "type": if team.name == BUILT_IN { "BUILT_IN" } else { "OKTA_GROUP" },
        "profile": { "name": team.name, "description": team.description },
        "_links": {
            "users": { "href": format!("{itself}/users") },
            "apps": { "href": format!("{itself}/apps") },
        },
    })
}
