//! Which scope a request needs (docs/providers/okta.md, "Service app").

use std::collections::BTreeSet;

use http::Method;
use mfadir_http::Request;

/// A scope's name.
pub(crate) type Scope = String;

/// Scopes that are asked for together.
pub(super) type Scopes = BTreeSet<Scope>;

pub(crate) const USERS_READ: &str = "okta.users.read";
pub(crate) const USERS_MANAGE: &str = "okta.users.manage";
pub(crate) const GROUPS_READ: &str = "okta.groups.read";
pub(crate) const ROLES_READ: &str = "okta.roles.read";
pub(crate) const LOGS_READ: &str = "okta.logs.read";
pub(crate) const AUTHENTICATORS_READ: &str = "okta.authenticators.read";
pub(crate) const POLICIES_READ: &str = "okta.policies.read";

/// All scopes that any request of ours can need, the most important ones first.
pub(crate) const ALL: &[&str] =
    &[USERS_READ, USERS_MANAGE, GROUPS_READ, ROLES_READ, LOGS_READ, AUTHENTICATORS_READ, POLICIES_READ];

/// The scope of what is not about one user or the list of them, by how the path starts.
const STARTS: &[(&str, &str)] = &[
    ("/api/v1/groups", GROUPS_READ),
    ("/api/v1/logs", LOGS_READ),
    ("/api/v1/authenticators", AUTHENTICATORS_READ),
    ("/api/v1/policies", POLICIES_READ),
    ("/oauth2/v1/clients", ROLES_READ),
];

/// The one scope that the request needs.
pub(super) fn needed(request: &Request) -> &'static str {
    let path = request.path();
    let below = |(start, _): &&(&str, &str)| path.strip_prefix(*start).is_some_and(ends_or_goes_on);
    match STARTS.iter().find(below) {
        Some((_, scope)) => scope,
        None if path.ends_with("/roles") => ROLES_READ,
        None if *request.method() == Method::GET => USERS_READ,
        None => USERS_MANAGE,
    }
}

fn ends_or_goes_on(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}

#[cfg(test)]
mod tests {
    use mfadir_http::{Path, Request};

    use super::needed;

    fn get(path: &'static str) -> &'static str {
        needed(&Request::get(&Path::new(path)))
    }

    #[test]
    fn each_request_needs_one_scope() {
        for (path, scope) in [
            ("/api/v1/users", "okta.users.read"),
            ("/api/v1/users/00u1/factors", "okta.users.read"),
            ("/api/v1/users/00u1/groups", "okta.users.read"),
            ("/api/v1/users/00u1/roles", "okta.roles.read"),
            ("/api/v1/groups", "okta.groups.read"),
            ("/api/v1/groups/00g1/users", "okta.groups.read"),
            ("/api/v1/logs", "okta.logs.read"),
            ("/api/v1/authenticators", "okta.authenticators.read"),
            ("/oauth2/v1/clients/0oa1/roles", "okta.roles.read"),
        ] {
            assert_eq!(get(path), scope, "{path}");
        }
        let path = Path::new("/api/v1/users/00u1/factors/opf1");
        assert_eq!(needed(&Request::delete(&path)), "okta.users.manage");
        assert_eq!(needed(&Request::post(&path)), "okta.users.manage");
    }
}
