//! Groups, roles, and the organisation.

use mfadir_core::{Group, Role};
use mfadir_http::lenient;
use serde::Deserialize;

/// One group.
#[derive(Debug, Deserialize)]
pub(crate) struct GroupRow {
    id: String,
    profile: GroupProfile,
}

#[derive(Debug, Deserialize)]
struct GroupProfile {
    name: String,
    #[serde(default, deserialize_with = "lenient")]
    description: Option<String>,
}

impl From<GroupRow> for Group {
    fn from(row: GroupRow) -> Self {
        let description = row.profile.description.filter(|text| !text.is_empty());
        Group { id: row.id.into(), name: row.profile.name, description }
    }
}

/// One role that is assigned to a user, directly or through a group.
#[derive(Debug, Deserialize)]
pub(crate) struct RoleRow {
    /// `SUPER_ADMIN`, …; `CUSTOM` for a role that the organisation made.
    #[serde(rename = "type")]
    pub(crate) name: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) label: Option<String>,
}

impl From<RoleRow> for Role {
    /// Okta assigns roles to administrators alone.
    fn from(row: RoleRow) -> Self {
        Role { name: row.name, label: row.label, administrator: true }
    }
}

/// What an organisation tells everybody about itself.
#[derive(Debug, Deserialize)]
pub(crate) struct Organization {
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) id: Option<String>,
    /// The engine: `idx` or `v1`.
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) pipeline: Option<String>,
}
