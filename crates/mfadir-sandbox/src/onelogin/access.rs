//! Who asks, and whether they may.

use axum::http::{HeaderMap, header::AUTHORIZATION};
use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::Timestamp;

use super::errors::{self, Refusal};
use crate::{
    credential::{CredentialName, Keys},
    tenant::Tenant,
};

/// The two services behind `/api`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    One,
    Two,
}

/// What a route asks of the credential's scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// *Read Users* or more.
    Read,
    /// *Manage users* or more.
    Write,
    /// *Manage All*: the factors of version 2.
    All,
}

/// Refuses whoever shows no good token, or may not do this.
pub(super) fn admit(
    tenant: &Tenant,
    headers: &HeaderMap,
    now: Timestamp,
    version: Version,
    right: Right,
) -> Result<(), Refusal> {
    let token = bearer(headers).ok_or_else(errors::no_bearer)?;
    let name = tenant.keys().issued(token, now).map(|issued| issued.name);
    match (name, version) {
        (Some(name), _) if grants(name, right) => Ok(()),
        (Some(_), Version::One) => Err(errors::insufficient_permission()),
        (Some(_), Version::Two) => Err(errors::forbidden_action()),
        (None, Version::One) => Err(errors::authentication_failure()),
        (None, Version::Two) => Err(errors::unauthorized()),
    }
}

/// Which credential the headers carry. A pair in a body is not seen here.
pub(super) fn credential(keys: &Keys, headers: &HeaderMap, now: Timestamp) -> CredentialName {
    let known = match (bearer(headers), pair(headers)) {
        (Some(token), _) => keys.issued(token, now).map(|issued| issued.name),
        (None, Some((id, secret))) => keys.holding(Some(&id), &secret).map(|key| key.name),
        (None, None) if headers.contains_key(AUTHORIZATION) => None,
        (None, None) => Some(CredentialName::None),
    };
    known.unwrap_or(CredentialName::Wrong)
}

/// The token of the header. All spellings of the vendor's own documents and clients are taken: `Bearer t`,
/// `bearer:t`, `bearer: t`.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?.trim();
    let (word, rest) = header.split_at_checked("bearer".len())?;
    let token = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    (word.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// The pair of the header: `client_id:…, client_secret:…`, or `Basic …`.
pub(super) fn pair(headers: &HeaderMap) -> Option<(String, String)> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    if let Some(encoded) = header.strip_prefix("Basic ") {
        let text = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
        return text.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()));
    }
    let (id, secret) = header.split_once(',')?;
    let id = id.trim().strip_prefix("client_id:")?.trim();
    let secret = secret.trim().strip_prefix("client_secret:")?.trim();
    Some((id.to_owned(), secret.to_owned()))
}

fn grants(name: CredentialName, right: Right) -> bool {
    match name {
        CredentialName::Client => true,
        CredentialName::ManageUsersClient => right != Right::All,
        CredentialName::ReadUsersClient => right == Right::Read,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header::AUTHORIZATION};

    use super::{bearer, pair};

    fn with(header: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static(header))])
    }

    #[test]
    fn every_spelling_of_the_bearer_is_taken() {
        for header in ["Bearer t0", "bearer t0", "bearer:t0", "bearer: t0", "BEARER  t0"] {
            assert_eq!(bearer(&with(header)), Some("t0"), "{header}");
        }
        for header in ["", "bearer", "Bearer ", "Basic dDA=", "t0"] {
            assert_eq!(bearer(&with(header)), None, "{header}");
        }
    }

    #[test]
    fn a_pair_comes_in_two_forms() {
        for header in ["client_id:i, client_secret:s", "client_id: i,client_secret:s", "Basic aTpz"] {
            assert_eq!(pair(&with(header)), Some(("i".to_owned(), "s".to_owned())), "{header}");
        }
        for header in ["client_id:i", "Basic !", "Bearer t", "i, s"] {
            assert_eq!(pair(&with(header)), None, "{header}");
        }
    }
}
