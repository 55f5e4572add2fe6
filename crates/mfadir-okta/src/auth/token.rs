//! What the token endpoint answers.

use std::time::Duration;

use mfadir_core::{ErrorKind, Result};
use mfadir_http::{Fetched, Response};
use serde::Deserialize;

use super::{refusal::not_granted, scope::Scopes};

/// How long before its end a token is replaced, so that none ends on its way.
const MARGIN: Duration = Duration::from_mins(1);

#[derive(Deserialize)]
struct TokenBody {
    access_token: String,
    token_type: String,
    expires_in: u64,
    /// The granted scopes; missing where they are those that were asked for (RFC 6749, section 5.1).
    scope: Option<String>,
}

/// The token of an answer. It must have all the scopes that were asked for, and be bound to our key if we proved that
/// we have one.
pub(super) fn bought(response: &Response, wanted: &Scopes, proven: bool) -> Result<Fetched> {
    let body: TokenBody = response.object("an access token")?;
    check_type(response, &body.token_type, proven)?;
    let granted = body.scope.as_deref();
    if let Some(missing) = wanted.iter().find(|scope| granted.is_some_and(|granted| !has(granted, scope))) {
        return Err(not_granted(response, missing));
    }
    Ok(Fetched { secret: body.access_token.into(), lasts: Some(lasts(Duration::from_secs(body.expires_in))) })
}

fn has(granted: &str, scope: &str) -> bool {
    granted.split_whitespace().any(|word| word == scope)
}

fn check_type(response: &Response, token_type: &str, proven: bool) -> Result<()> {
    let due = if proven { "DPoP" } else { "Bearer" };
    if token_type.eq_ignore_ascii_case(due) {
        return Ok(());
    }
    // Whoever asks for a bound token must not use one that anybody could use.
    let kind = if proven { ErrorKind::Refused } else { ErrorKind::Unexpected };
    Err(response
        .error(kind, format!("Okta gave a token of the type {} where {due} was due", response.said(token_type))))
}

fn lasts(whole: Duration) -> Duration {
    whole.saturating_sub(MARGIN).max(whole / 2)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{has, lasts};

    #[test]
    fn a_token_is_replaced_shortly_before_it_ends() {
        assert_eq!(lasts(Duration::from_hours(1)), Duration::from_mins(59));
        assert_eq!(lasts(Duration::from_secs(30)), Duration::from_secs(15));
    }

    #[test]
    fn a_scope_is_a_whole_word() {
        assert!(has("okta.groups.read okta.users.read", "okta.users.read"));
        assert!(!has("okta.users.read.self", "okta.users.read"));
    }
}
