//! Links, which are always absolute and lead to where the caller came.

use mfadir_core::{FactorId, UserId};
use serde_json::{Value, json};

/// Makes the links for one caller.
#[derive(Clone, Copy, Debug)]
pub(super) struct Links<'a> {
    /// Scheme, host and port.
    pub(super) origin: &'a str,
}

impl Links<'_> {
    pub(super) fn user(self, user: &UserId) -> String {
        format!("{}/api/v1/users/{user}", self.origin)
    }

    pub(super) fn factors(self, user: &UserId) -> String {
        format!("{}/factors", self.user(user))
    }

    pub(super) fn factor(self, user: &UserId, factor: &FactorId) -> String {
        format!("{}/{factor}", self.factors(user))
    }

    pub(super) fn enrollments(self, user: &UserId) -> String {
        format!("{}/authenticator-enrollments", self.user(user))
    }

    pub(super) fn authenticator(self, id: &str) -> String {
        format!("{}/api/v1/authenticators/{id}", self.origin)
    }

    pub(super) fn group(self, group: &str) -> String {
        format!("{}/api/v1/groups/{group}", self.origin)
    }
}

/// A link that says what may be done with it.
pub(super) fn hinted(href: &str, allow: &[&str]) -> Value {
    json!({ "href": href, "hints": { "allow": allow } })
}

/// A link of a user to one of their lifecycle calls.
pub(super) fn posted(href: &str) -> Value {
    json!({ "href": href, "method": "POST" })
}
