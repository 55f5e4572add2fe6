//! Which backend, and how.

use std::fmt;

use mfadir_conformance::Exception;
use mfadir_core::Operation;

const OKTA: &[Exception] = &[Exception {
    operation: Operation::TemporaryCode,
    requests: 2,
    always: true,
    why: "the id of the tenant's authenticator for temporary codes stands only in the list of authenticators",
}];

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
    Exception {
        operation: Operation::Enroll,
        requests: 2,
        always: true,
        why: "the number of the factor in the account stands only in the list of what the user could enroll",
    },
];

/// A backend with the setting that makes it another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Okta on Identity Engine, with an API token.
    Okta,
    /// The same, with a service app that must prove its key in each request.
    OktaService,
    /// OneLogin by version 1 of its MFA API.
    OneLoginV1,
    /// OneLogin by version 2.
    OneLoginV2,
}

impl Provider {
    /// Each API once.
    pub const ALL: [Self; 3] = [Self::Okta, Self::OneLoginV1, Self::OneLoginV2];

    /// Whether the tenant is one of Okta's.
    pub(crate) fn is_okta(self) -> bool {
        matches!(self, Self::Okta | Self::OktaService)
    }

    /// What needs more than one request, as the backends' documentation says.
    pub(crate) fn exceptions(self) -> &'static [Exception] {
        match self {
            Self::Okta | Self::OktaService => OKTA,
            Self::OneLoginV1 | Self::OneLoginV2 => ONELOGIN,
        }
    }

    /// The tenant as a configuration file would describe it. The secret is in the variable `CANARY`.
    pub(crate) fn configuration(self, url: &str, client_id: &str) -> String {
        let keys = match self {
            Self::Okta => "provider = \"okta\"\nauth = { api_token = { env = \"CANARY\" } }".to_owned(),
            Self::OktaService => {
                let auth = format!("{{ client_id = \"{client_id}\", private_key = {{ env = \"CANARY\" }} }}");
                format!("provider = \"okta\"\nauth = {auth}")
            }
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
            Self::OktaService => "okta-service",
            Self::OneLoginV1 => "onelogin-v1",
            Self::OneLoginV2 => "onelogin-v2",
        })
    }
}
