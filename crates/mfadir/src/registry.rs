//! The providers that this build knows. Beside their own crates, this folder alone names them.

#[cfg(feature = "keystone")]
mod keystone;
#[cfg(feature = "okta")]
mod okta;
#[cfg(feature = "onelogin")]
mod onelogin;
#[cfg(feature = "privacyidea")]
mod privacyidea;
mod settings;

pub use settings::{Backend, Settings};

use mfadir_core::UserId;
use toml::de::{Deserializer, Error};
use url::Url;

/// One provider.
#[derive(Debug)]
pub struct Provider {
    /// The name, as `provider = "…"` in the configuration says it.
    pub name: &'static str,
    /// The name as people write it.
    pub title: &'static str,
    /// What a customer's administrator has to do: scopes, role, clicks, and the least rights.
    pub guide: &'static str,
    /// What every new tenant has to say beside its credential, in the order of asking.
    pub questions: &'static [Question],
    /// The forms of credential that it takes, the usual one first. There is at least one.
    pub credentials: &'static [CredentialForm],
    /// The person whose page in the provider's admin console has this address.
    pub user_in_console: fn(&Url) -> Option<UserId>,
    /// The host of the admin console of the tenant whose own host this is.
    pub(crate) console: fn(&str) -> String,
    settings: fn(Deserializer<'_>) -> Result<Settings, Error>,
}

/// One way to sign in to a provider's API.
#[derive(Clone, Copy, Debug)]
pub struct CredentialForm {
    /// The name, in kebab-case.
    pub name: &'static str,
    /// What it is, to stand in a sentence.
    pub what: &'static str,
    /// What it is made of, in the order of asking.
    pub questions: &'static [Question],
}

/// A key that a new tenant needs.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The key with its dots, `auth.client_id`.
    pub key: &'static str,
    /// What is asked for, to stand in a sentence.
    pub what: &'static str,
    /// Whether the answer is a secret, which the configuration only names the place of.
    pub secret: bool,
}

impl CredentialForm {
    /// Whether the key is one of this form's own.
    pub fn has(&self, key: &str) -> bool {
        self.questions.iter().any(|question| question.key == key)
    }
}

impl Provider {
    /// Reads the provider's own keys of a tenant.
    pub(crate) fn settings(&self, keys: Deserializer<'_>) -> Result<Settings, Error> {
        (self.settings)(keys)
    }
}

/// Every provider of this build, by name.
pub fn providers() -> &'static [Provider] {
    const ALL: &[Provider] = &[
        #[cfg(feature = "keystone")]
        keystone::PROVIDER,
        #[cfg(feature = "okta")]
        okta::PROVIDER,
        #[cfg(feature = "onelogin")]
        onelogin::PROVIDER,
        #[cfg(feature = "privacyidea")]
        privacyidea::PROVIDER,
    ];
    ALL
}

/// A provider by its exact name.
pub fn provider(name: &str) -> Option<&'static Provider> {
    providers().iter().find(|provider| provider.name == name)
}
