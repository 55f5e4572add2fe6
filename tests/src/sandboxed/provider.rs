//! What is special about a provider as a subject over the sandbox.

use std::{fmt, sync::Arc};

use mfadir_conformance::{Able, Cast, Exception};
use mfadir_core::{Environment, MfaDirectory};
use mfadir_sandbox::{Ready, Rule, Sandbox, Switches, Tenant};
use secrecy::SecretString;
use serde_json::Value;

/// A backend with the setting that makes it another one. The secret that it signs in with is in the variable `CANARY`.
#[derive(Clone, Copy)]
pub struct Provider {
    /// The name of the subject.
    pub name: &'static str,
    /// Its tenant.
    pub(crate) tenant: fn(&Sandbox) -> &Tenant,
    /// How the tenant behaves.
    pub(crate) switches: fn() -> Switches,
    /// Connects without any layer.
    pub(crate) bare: fn(&Ready, Environment) -> Arc<dyn MfaDirectory>,
    /// The keys of a tenant, as a configuration file would have them.
    pub(crate) configuration: fn(&Ready) -> String,
    /// What the directory signs in with.
    pub(crate) secret: fn(&Ready) -> SecretString,
    /// The people whom the checks need.
    pub(crate) cast: fn() -> Cast,
    /// What needs more than one request, as the backend's documentation says.
    pub(crate) exceptions: &'static [Exception],
    /// The body that the provider sends with a status of refusal. Nothing where it sends none.
    pub(crate) refusal: fn(u16) -> Option<Value>,
    /// Makes the rule answer that there were too many requests.
    pub(crate) throttled: fn(Rule) -> Rule,
    /// Whether `verify` takes a temporary code.
    pub(crate) takes_codes: fn() -> Able<()>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
