//! Calls with an access token.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;

use super::{
    proof,
    scope::{Needed, needed},
};
use crate::{app::App, dialect::Asked, okta::refusal::Refusal, tenant::Tenant};

/// How a token is shown: alone, or with a proof that the caller holds its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Bearer,
    Dpop,
}

impl Scheme {
    fn word(self) -> &'static str {
        match self {
            Self::Bearer => "Bearer",
            Self::Dpop => "DPoP",
        }
    }
}

/// A challenge of the kind that goes into `WWW-Authenticate`.
#[derive(Clone, Copy, Debug)]
struct Challenge {
    scheme: Scheme,
    error: &'static str,
    description: &'static str,
}

impl Challenge {
    const fn token(scheme: Scheme, description: &'static str) -> Self {
        Self { scheme, error: "invalid_token", description }
    }

    fn header(self, asked: &Asked, scope: &str) -> Option<HeaderValue> {
        let (scheme, Asked { origin, path, .. }) = (self.scheme.word(), asked);
        let text = format!(
            "{scheme} authorization_uri=\"{origin}/oauth2/v1/authorize\", realm=\"{origin}\", scope=\"{scope}\", \
             error=\"{}\", error_description=\"{}\", resource=\"{path}\"",
            self.error, self.description
        );
        HeaderValue::try_from(text).ok()
    }
}

/// Whether the token in the `Authorization` header was issued here and is still good. Nothing where the header shows
/// no access token.
pub(in crate::okta) fn is_ours(tenant: &Tenant, headers: &HeaderMap, now: Timestamp) -> Option<bool> {
    let (_, token) = presented(headers)?;
    Some(tenant.keys().app.as_ref().is_some_and(|app| app.token(token, now).is_some()))
}

/// The answer to a call whose access token is not good, not bound to the key that the caller holds, or too small.
/// Nothing where the call may go on; one without an access token is not judged.
pub(in crate::okta) fn refused(tenant: &Tenant, asked: &Asked, headers: &HeaderMap) -> Option<Response> {
    let (scheme, token) = presented(headers)?;
    let needed = needed(&asked.method, &asked.path);
    let mut keys = tenant.keys();
    let unknown = Challenge::token(scheme, "The access token is invalid.");
    let found = keys.app.as_mut().ok_or(unknown).and_then(|app| held(app, scheme, token, asked, headers));
    match (found, needed) {
        (Err(challenge), needed) => Some(unauthorized(challenge, asked, &needed)),
        (Ok(scopes), Needed::Scope(scope)) if !scopes.contains(&scope) => Some(insufficient(scheme, asked, &scope)),
        (Ok(_), Needed::ApiToken) => Some(Refusal::not_allowed().into_response()),
        _ => None,
    }
}

fn presented(headers: &HeaderMap) -> Option<(Scheme, &str)> {
    let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (word, token) = header.split_once(' ')?;
    let scheme = [Scheme::Bearer, Scheme::Dpop].into_iter().find(|one| one.word().eq_ignore_ascii_case(word))?;
    Some((scheme, token.trim()))
}

/// The scopes of a token that is good and in the right hands.
fn held(
    app: &mut App,
    scheme: Scheme,
    token: &str,
    asked: &Asked,
    headers: &HeaderMap,
) -> Result<Vec<String>, Challenge> {
    let known = app.token(token, asked.at).cloned();
    let known = known.ok_or(Challenge::token(scheme, "The access token is invalid or expired."))?;
    match (known.bound_to, scheme) {
        (None, Scheme::Bearer) => Ok(known.scopes),
        (None, Scheme::Dpop) => Err(Challenge::token(scheme, "The access token is not bound to a key.")),
        (Some(_), Scheme::Bearer) => Err(Challenge::token(Scheme::Dpop, "The access token is bound to a key.")),
        (Some(thumbprint), Scheme::Dpop) => {
            possessed(app, &thumbprint, token, asked, headers)?;
            Ok(known.scopes)
        }
    }
}

fn possessed(
    app: &mut App,
    thumbprint: &str,
    token: &str,
    asked: &Asked,
    headers: &HeaderMap,
) -> Result<(), Challenge> {
    let flaw = |description| Challenge { scheme: Scheme::Dpop, error: "invalid_dpop_proof", description };
    let text = proof::presented(headers).ok_or(flaw("The DPoP proof is missing."))?;
    let proof = proof::accept(app, text, asked, Some(token)).map_err(flaw)?;
    if proof.thumbprint == thumbprint { Ok(()) } else { Err(flaw("The DPoP proof was made with another key.")) }
}

fn unauthorized(challenge: Challenge, asked: &Asked, needed: &Needed) -> Response {
    let scope = if let Needed::Scope(scope) = needed { scope } else { "" };
    challenged(Refusal::bad_token().into_response(), challenge, asked, scope)
}

/// As it was seen on the wire: everything is told in the header, and there is no body.
fn insufficient(scheme: Scheme, asked: &Asked, scope: &str) -> Response {
    let description = "The access token provided does not contain the required scopes.";
    let challenge = Challenge { scheme, error: "insufficient_scope", description };
    challenged(StatusCode::FORBIDDEN.into_response(), challenge, asked, scope)
}

fn challenged(mut response: Response, challenge: Challenge, asked: &Asked, scope: &str) -> Response {
    if let Some(value) = challenge.header(asked, scope) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}
