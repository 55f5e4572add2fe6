//! The token that a pair buys.

use jiff::Timestamp;
use mfadir_core::Result;
use mfadir_http::{Response, lenient};
use serde::Deserialize;

/// The body of the token endpoint. It has no `Debug`: it is a secret.
#[derive(Deserialize)]
pub(crate) struct TokenBody {
    pub(crate) access_token: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) created_at: Option<Timestamp>,
    /// Seconds, counted from `created_at`.
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) expires_in: Option<u64>,
    /// The account that the pair belongs to.
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) account_id: Option<u64>,
}

/// The token: flat, or as the first row of an envelope, which the older endpoint and some proxies send.
pub(crate) fn token(response: &Response) -> Result<TokenBody> {
    let due = "a token";
    let body = response.json(due)?;
    let flat = TokenBody::deserialize(&body);
    let token = flat.or_else(|_| TokenBody::deserialize(&body["data"][0]));
    token.map_err(|_| response.unexpected("JSON without a token", due))
}
