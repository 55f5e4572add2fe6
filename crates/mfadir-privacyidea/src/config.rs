//! The settings of a privacyIDEA tenant.

use mfadir_core::{Result, SecretSource};
use mfadir_http::Origin;
use serde::Deserialize;

/// A privacyIDEA tenant as its configuration describes it: one realm of a server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The server's address, `https://mfa.acme.example`.
    pub url: Origin,
    /// The realm whose people are meant.
    pub realm: String,
    /// How to sign in to the API.
    pub auth: Auth,
}

/// An administrator's account: it takes no other credential that can be renewed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// The administrator's name.
    pub username: String,
    /// Their password.
    pub password: SecretSource,
}

impl Config {
    /// A tenant. `Invalid` or `Refused` for an address that cannot be used.
    pub fn new(
        url: &str,
        realm: impl Into<String>,
        username: impl Into<String>,
        password: SecretSource,
    ) -> Result<Self> {
        let auth = Auth { username: username.into(), password };
        Ok(Self { url: Origin::parse(url)?, realm: realm.into(), auth })
    }
}
