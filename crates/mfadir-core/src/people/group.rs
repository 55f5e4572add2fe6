//! Groups and administrator roles.

use serde::Serialize;

use crate::id::{GroupId, UserId};

/// A group of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The id in this tenant.
    pub id: GroupId,
    /// The name; two groups can share one.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
}

/// Which groups are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupQuery {
    /// All of them.
    All,
    /// Those with exactly this name, in any case.
    Named(String),
    /// Those that the user belongs to.
    Of(UserId),
}

/// A role of a person in the provider's own administration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Role {
    /// The provider's word for it.
    pub name: String,
    /// As people read it.
    pub label: Option<String>,
    /// Whether it gives power over other people or over the tenant.
    pub administrator: bool,
}
