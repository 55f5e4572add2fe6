//! The settings of an Okta tenant.

use mfadir_core::{Result, SecretSource};
use mfadir_http::Origin;
use serde::Deserialize;

/// An Okta tenant as its configuration describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The organisation's address, `https://acme.okta.com` or its custom domain.
    pub url: Origin,
    /// How to sign in to the API.
    pub auth: Auth,
    /// Which engine the organisation runs on; it decides what goes when an Okta Verify factor is removed.
    #[serde(default)]
    pub engine: Engine,
}

/// How to sign in to the API.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// An API token: it acts with the rights of the account that made it.
    pub api_token: SecretSource,
}

/// The two engines that Okta runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// Identity Engine: Okta Verify is one enrollment with up to three factors.
    #[default]
    Idx,
    /// Classic Engine: each factor stands alone.
    V1,
}

impl Engine {
    /// The word for it, in the configuration and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Idx => "idx",
            Self::V1 => "v1",
        }
    }
}

impl Config {
    /// A tenant on Identity Engine. `Invalid` or `Refused` for an address that cannot be used.
    pub fn new(url: &str, api_token: SecretSource) -> Result<Self> {
        Ok(Self { url: Origin::parse(url)?, auth: Auth { api_token }, engine: Engine::default() })
    }
}
