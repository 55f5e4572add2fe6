//! What may be compared, and how.

use super::term::Comparison;

/// One of the query languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::okta) enum Language {
    /// `search` of users.
    UserSearch,
    /// `filter` of users.
    UserFilter,
    /// `search` of groups.
    GroupSearch,
    /// `filter` of groups.
    GroupFilter,
    /// `filter` of the log: every property, in every way.
    Log,
}

const USER_DATES: &[&str] = &["created", "activated", "statusChanged", "lastUpdated", "passwordChanged", "lastLogin"];
const USER_TEXTS: &[&str] = &[
    "id",
    "status",
    "profile.login",
    "profile.email",
    "profile.secondEmail",
    "profile.firstName",
    "profile.lastName",
    "profile.mobilePhone",
    "profile.department",
    "profile.employeeNumber",
    "profile.manager",
    "profile.title",
];
/// Where a text may be looked for in the middle.
const CONTAINABLE: &[&str] = &["profile.firstName", "profile.lastName", "profile.email", "profile.login"];
const FILTERABLE: &[&str] =
    &["id", "status", "profile.login", "profile.email", "profile.firstName", "profile.lastName"];
const GROUP_TEXTS: &[&str] = &["id", "type", "profile.name", "profile.description"];
const GROUP_DATES: &[&str] = &["created", "lastUpdated", "lastMembershipUpdated"];

/// What the log can only be compared with as a whole.
const UNSEARCHABLE: &[&str] = &["debugContext.debugData.url", "debugContext.debugData.requestUri"];

impl Language {
    /// Whether the language has this comparison of this property. Names heed case.
    pub(super) fn allows(self, property: &str, comparison: Comparison) -> bool {
        use Comparison::{Contains, EndsWith, Equal};
        match self {
            Self::UserSearch | Self::UserFilter | Self::GroupSearch | Self::GroupFilter if comparison == EndsWith => {
                false
            }
            Self::UserSearch if comparison == Contains => CONTAINABLE.contains(&property),
            Self::UserSearch => USER_TEXTS.contains(&property) || USER_DATES.contains(&property),
            Self::UserFilter if property == "lastUpdated" => comparison.is_order(),
            Self::UserFilter => comparison == Equal && FILTERABLE.contains(&property),
            Self::GroupSearch if comparison == Contains => property == "profile.name",
            Self::GroupSearch => GROUP_TEXTS.contains(&property) || GROUP_DATES.contains(&property),
            Self::GroupFilter if GROUP_DATES[1..].contains(&property) => comparison.is_order(),
            Self::GroupFilter => comparison == Equal && ["id", "type"].contains(&property),
            Self::Log => !(comparison == Contains && UNSEARCHABLE.contains(&property)),
        }
    }

    /// Whether values must be written in the right case.
    pub(super) fn heeds_case(self) -> bool {
        matches!(self, Self::UserFilter | Self::GroupFilter)
    }
}
