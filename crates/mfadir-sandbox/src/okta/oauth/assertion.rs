//! The assertion by which a client proves itself (`private_key_jwt`).

use jiff::Timestamp;
use jsonwebtoken::{decode_header, jwk::Jwk};
use serde::Deserialize;

use super::{
    claims::{AHEAD, is_taken, moment, seconds, signed_by},
    refusal::NoToken,
};
use crate::app::App;

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long an assertion may be good.
const LIFETIME: f64 = 3600.0;

#[derive(Debug, Deserialize)]
struct Claims {
    iss: Option<String>,
    sub: Option<String>,
    aud: Option<Audience>,
    exp: Option<f64>,
    iat: Option<f64>,
    jti: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn names(&self, wanted: &[String]) -> bool {
        match self {
            Self::One(name) => wanted.contains(name),
            Self::Many(names) => names.iter().any(|name| wanted.contains(name)),
        }
    }
}

/// What the form holds of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Presented<'a> {
    /// `client_assertion_type`
    pub(super) sort: Option<&'a str>,
    /// `client_assertion`
    pub(super) text: Option<&'a str>,
}

/// Takes an assertion that the application signed for this endpoint, under any of its addresses, and not before.
pub(super) fn accept(
    app: &mut App,
    presented: Presented<'_>,
    audience: &[String],
    now: Timestamp,
) -> Result<(), NoToken> {
    let text = presented.text.ok_or_else(|| NoToken::client("A client_assertion is missing."))?;
    if presented.sort != Some(TYPE) {
        return Err(NoToken::client("The client_assertion_type is not supported."));
    }
    let claims = verified(app, text)?;
    let ends = judge(&claims, &app.id, audience, seconds(now)).map_err(NoToken::client)?;
    let id = claims.jti.map(|jti| format!("assertion {jti}"));
    if id.is_some_and(|id| !app.first_use(id, ends, now)) {
        return Err(NoToken::client("The client_assertion has a jti that was used before."));
    }
    Ok(())
}

fn verified(app: &App, text: &str) -> Result<Claims, NoToken> {
    let header = decode_header(text).map_err(|_| NoToken::client("The client_assertion is not a signed token."))?;
    if !is_taken(header.alg) {
        return Err(NoToken::client("The client_assertion is signed with an algorithm that is not supported."));
    }
    let meant = |key: &&Jwk| header.kid.is_none() || key.common.key_id == header.kid;
    let keys: Vec<&Jwk> = app.keys.iter().filter(meant).collect();
    if keys.is_empty() {
        return Err(NoToken::client("The client_assertion names a kid that is not registered."));
    }
    let claims = keys.into_iter().find_map(|key| signed_by(text, header.alg, key));
    claims.ok_or_else(|| NoToken::client("The client_assertion signature is invalid."))
}

/// When the assertion ends, or what is wrong with it.
fn judge(claims: &Claims, id: &str, audience: &[String], now: f64) -> Result<Timestamp, &'static str> {
    if claims.iss.as_deref() != Some(id) || claims.sub.as_deref() != Some(id) {
        return Err("The issuer and the subject of the client_assertion must be the client id.");
    }
    if !claims.aud.as_ref().is_some_and(|aud| aud.names(audience)) {
        return Err("The audience of the client_assertion must be the token endpoint.");
    }
    if claims.iat.is_some_and(|iat| iat > now + AHEAD) {
        return Err("The client_assertion was issued in the future.");
    }
    let ends = claims.exp.ok_or("The client_assertion has no exp.")?;
    if ends <= now {
        return Err("The client_assertion token is expired.");
    }
    if ends > now + LIFETIME + AHEAD {
        return Err("The client_assertion must end within one hour.");
    }
    moment(ends).ok_or("The client_assertion has no exp.")
}
