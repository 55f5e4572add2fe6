//! The settings of a Keystone tenant.

use mfadir_core::{Result, SecretSource};
use mfadir_http::Origin;
use serde::Deserialize;

/// A Keystone tenant as its configuration describes it: one domain of a server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The server's address without `/v3`, `https://identity.acme.example:5000`. The credential goes there and nowhere
    /// else.
    pub url: Origin,
    /// The name of the domain whose people are meant.
    pub domain: String,
    /// How to sign in to the API.
    pub auth: Auth,
}

/// An account with the role `admin`: the server gives other people's credentials to no lesser one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// The account's name.
    pub username: String,
    /// Its password.
    pub password: SecretSource,
    /// The name of the domain that the account itself is in; left out, the tenant's.
    pub user_domain: Option<String>,
    /// The name of the project of the tenant's domain on which it has the role; left out, it has it on the domain.
    pub project: Option<String>,
}

impl Config {
    /// A tenant whose administrator is an account of its own domain, with the role on the domain. `Invalid` or `Refused`
    /// for an address that cannot be used.
    pub fn new(
        url: &str,
        domain: impl Into<String>,
        username: impl Into<String>,
        password: SecretSource,
    ) -> Result<Self> {
        let auth = Auth { username: username.into(), password, user_domain: None, project: None };
        Ok(Self { url: Origin::parse(url)?, domain: domain.into(), auth })
    }
}
