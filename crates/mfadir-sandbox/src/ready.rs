//! What somebody needs to know to use a running sandbox.

use std::{collections::BTreeMap, path::PathBuf};

use mfadir_memory::Masked;
use serde::Serialize;

/// Where the tenants are, and what they take. As JSON it holds the credentials, which open nothing but the sandbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ready {
    /// The Okta dialect.
    pub okta: OktaAccess,
    /// The OneLogin dialect.
    pub onelogin: OneLoginAccess,
    /// The desk: its tickets and its post.
    pub desk: DeskAccess,
    /// Every other dialect, by the provider's name.
    #[serde(flatten)]
    pub others: BTreeMap<&'static str, TokenAccess>,
}

/// The way into the Okta dialect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OktaAccess {
    /// `http://` with address and port, no path.
    pub url: String,
    /// The API token of a super administrator.
    pub token: Masked,
    /// The API token of a read-only administrator.
    pub read_only_token: Masked,
    /// The API token of a help desk that reaches one group, and no administrators.
    pub help_desk_token: Masked,
    /// The API token of another super administrator.
    pub super_token: Masked,
    /// The client id of the service application.
    pub client_id: String,
    /// Where its private key is, PKCS#8 in PEM. It is there for as long as the state is kept, or the sandbox runs.
    pub private_key_file: PathBuf,
}

/// The way into the OneLogin dialect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OneLoginAccess {
    /// `http://` with address and port, no path.
    pub url: String,
    /// The client id of a pair with all rights.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Masked,
}

/// The way into a dialect that takes one token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TokenAccess {
    /// `http://` with address and port, no path.
    pub url: String,
    /// The token with all rights.
    pub token: Masked,
}

/// The way to the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeskAccess {
    /// Its ticket system.
    pub servicenow: ServiceNowAccess,
    /// Where it takes mail: address and port, without encryption and without an account.
    pub smtp: String,
    /// Where it takes webhooks; every other path below `/hooks/` will do, too.
    pub webhook: String,
    /// The secret with which webhooks are signed.
    pub webhook_secret: Masked,
}

/// The way into the ticket system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServiceNowAccess {
    /// `http://` with address and port, no path.
    pub url: String,
    /// The account's name.
    pub username: String,
    /// Its password.
    pub password: Masked,
}
