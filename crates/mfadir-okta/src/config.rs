//! The settings of an Okta tenant.

mod auth;

use mfadir_core::{Result, SecretSource};
use mfadir_http::Origin;
use serde::Deserialize;

pub use auth::{Auth, ServiceApp};

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
    /// A tenant on Identity Engine, with an API token. `Invalid` or `Refused` for an address that cannot be used.
    pub fn new(url: &str, api_token: SecretSource) -> Result<Self> {
        Self::with(url, Auth::ApiToken(api_token))
    }

    /// A tenant on Identity Engine. `Invalid` or `Refused` for an address that cannot be used.
    pub fn with(url: &str, auth: Auth) -> Result<Self> {
        Ok(Self { url: Origin::parse(url)?, auth, engine: Engine::default() })
    }
}
