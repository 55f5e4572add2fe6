//! What somebody needs to know to use a running sandbox.

use std::path::PathBuf;

use mfadir_memory::Masked;
use serde::Serialize;

/// Where the tenants are, and what they take. As JSON it holds the credentials, which open nothing but the sandbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ready {
    /// The Okta dialect.
    pub okta: OktaAccess,
    /// The OneLogin dialect.
    pub onelogin: OneLoginAccess,
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
