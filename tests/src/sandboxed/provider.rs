//! Which backend, and how.

use std::fmt;

use mfadir_conformance::Exception;
use mfadir_core::Operation;

const ONELOGIN: &[Exception] = &[
    Exception {
        operation: Operation::User,
        requests: 2,
        always: false,
        why: "who has no user name signs in with their mail address, which is another filter",
    },
    Exception {
        operation: Operation::Groups,
        requests: 2,
        always: false,
        why: "a user tells the ids of their roles, and only the list of roles tells the names",
    },
];

/// A backend with the setting that makes it another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Okta on Identity Engine.
    Okta,
    /// OneLogin by version 1 of its MFA API.
    OneLoginV1,
    /// OneLogin by version 2.
    OneLoginV2,
}

impl Provider {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Okta, Self::OneLoginV1, Self::OneLoginV2];

    /// What needs more than one request, as the backends' documentation says.
    pub(crate) fn exceptions(self) -> &'static [Exception] {
        match self {
            Self::Okta => &[],
            Self::OneLoginV1 | Self::OneLoginV2 => ONELOGIN,
        }
    }

    /// The tenant as a configuration file would describe it. The secret is in the variable `CANARY`.
    pub(crate) fn configuration(self, url: &str, client_id: &str) -> String {
        let keys = match self {
            Self::Okta => "provider = \"okta\"\nauth = { api_token = { env = \"CANARY\" } }".to_owned(),
            Self::OneLoginV1 | Self::OneLoginV2 => {
                let api = if self == Self::OneLoginV1 { "v1" } else { "v2" };
                let auth = format!("{{ client_id = \"{client_id}\", client_secret = {{ env = \"CANARY\" }} }}");
                format!("provider = \"onelogin\"\napi = \"{api}\"\nauth = {auth}")
            }
        };
        format!("[tenant.acme]\nurl = \"{url}\"\n{keys}\n")
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Okta => "okta",
            Self::OneLoginV1 => "onelogin-v1",
            Self::OneLoginV2 => "onelogin-v2",
        })
    }
}
