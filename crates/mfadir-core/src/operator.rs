//! Who acts.

use serde::{Deserialize, Serialize};

/// How we know who the operator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// The account of the operating system.
    Os,
    /// The account that called sudo.
    Sudo,
    /// The key id of an SSH certificate.
    SshCert,
    /// A signing key.
    Key,
    /// A sign-in at an identity provider.
    Oidc,
    /// A service that acts for somebody.
    Service,
}

/// The person or service that acts: it stands in every plan and record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// The name, as `via` knows it.
    pub id: String,
    /// How we know.
    pub via: Via,
    /// Whom the operator acts for, where that is somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
    /// The machine that the act comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
}
