//! The settings of a OneLogin tenant.

use mfadir_core::{Result, SecretSource};
use mfadir_http::Origin;
use serde::Deserialize;

/// A OneLogin tenant as its configuration describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The account's address, `https://acme.onelogin.com`, or that of its region, `https://api.eu.onelogin.com`.
    pub url: Origin,
    /// How to sign in to the API.
    pub auth: Auth,
    /// Which version of the MFA API is used.
    #[serde(default)]
    pub api: Api,
}

/// How to sign in to the API: the pair that OneLogin calls an API credential.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// The pair's public half.
    pub client_id: String,
    /// The pair's secret half.
    pub client_secret: SecretSource,
}

/// The two versions of OneLogin's MFA API. They differ in rights and in what they show (docs/providers/onelogin.md,
/// "Two versions").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Api {
    /// `/api/1/users/…/otp_devices`: pending devices too; scope *Manage users*.
    #[default]
    V1,
    /// `/api/2/mfa/users/…`: active devices only; scope *Manage All*.
    V2,
}

impl Config {
    /// A tenant on version 1. `Invalid` or `Refused` for an address that cannot be used.
    pub fn new(url: &str, client_id: impl Into<String>, client_secret: SecretSource) -> Result<Self> {
        let auth = Auth { client_id: client_id.into(), client_secret };
        Ok(Self { url: Origin::parse(url)?, auth, api: Api::default() })
    }
}
