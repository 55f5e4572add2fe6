//! What a request needs a scope for.

use std::collections::BTreeSet;

use super::refusal::NoToken;
use crate::switches::UngrantedScopes;

const OURS: &str = "okta.";

/// What a token must bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Needed {
    /// This scope.
    Scope(String),
    /// Nothing will do: only an API token may.
    ApiToken,
    /// Nothing.
    Nothing,
}

/// What a request needs. Reading and changing have a scope each, and neither holds the other.
pub(super) fn needed(method: &str, path: &str) -> Needed {
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    let area = match segments.as_slice() {
        ["api", "v1", "users", _, "factors", "questions"] => return Needed::ApiToken,
        ["api", "v1", "users", _, "roles", ..] | ["oauth2", "v1", "clients", _, "roles", ..] => "roles",
        ["api", "v1", "users", ..] | ["api", "v1", "org", "factors", ..] => "users",
        ["api", "v1", "principal-rate-limits", ..] => "principalRateLimits",
        ["api", "v1", "rate-limit-settings", ..] => "rateLimits",
        ["api", "v1", area @ ("groups" | "logs" | "authenticators" | "policies"), ..] => area,
        _ => return Needed::Nothing,
    };
    let deed = if matches!(method, "GET" | "HEAD") { "read" } else { "manage" };
    Needed::Scope(format!("{OURS}{area}.{deed}"))
}

/// The scopes of a new token: those that are asked for and granted.
pub(super) fn given(
    asked: Option<&str>,
    granted: &BTreeSet<String>,
    ungranted: UngrantedScopes,
) -> Result<Vec<String>, NoToken> {
    let asked: Vec<&str> = asked.unwrap_or_default().split_whitespace().collect();
    if asked.is_empty() {
        return Err(NoToken::scope("The authorization server resource does not have any default scopes."));
    }
    if asked.iter().any(|scope| !scope.starts_with(OURS)) {
        return Err(NoToken::scope("One or more scopes are not configured for the authorization server resource."));
    }
    let given: Vec<String> = granted.iter().filter(|scope| asked.contains(&scope.as_str())).cloned().collect();
    let missing = asked.iter().any(|scope| !granted.contains(*scope));
    if given.is_empty() || (missing && ungranted == UngrantedScopes::Refuse) {
        return Err(NoToken::scope("One or more of the requested scopes are not granted to the client."));
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::{Needed, needed};

    #[test]
    fn each_path_has_its_scope() {
        let cases = [
            ("GET", "/api/v1/users/00u1/factors", "okta.users.read"),
            ("GET", "/api/v1/users/00u1/groups", "okta.users.read"),
            ("DELETE", "/api/v1/users/00u1/factors/opf1", "okta.users.manage"),
            ("GET", "/api/v1/users/00u1/roles", "okta.roles.read"),
            ("GET", "/api/v1/groups/00g1/users", "okta.groups.read"),
            ("GET", "/api/v1/logs", "okta.logs.read"),
            ("GET", "/api/v1/authenticators", "okta.authenticators.read"),
        ];
        for (method, path, scope) in cases {
            assert_eq!(needed(method, path), Needed::Scope(scope.to_owned()), "{method} {path}");
        }
        assert_eq!(needed("GET", "/api/v1/users/00u1/factors/questions"), Needed::ApiToken);
    }
}
