//! The keys that every tenant has, whatever its provider.

use std::{ops::Range, time::Duration};

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, Deserializer, Error},
};

use super::length::Length;

/// The names of the keys of [`Common`].
pub(crate) const KEYS: [&str; 7] = ["provider", "credential", "tags", "policy", "protected", "timeout", "wait"];

/// The keys of a tenant that no provider sees.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Common {
    pub(crate) provider: Spanned<String>,
    pub(crate) credential: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) tags: Vec<String>,
    pub(crate) policy: Option<Spanned<String>>,
    pub(crate) protected: Option<Vec<String>>,
    timeout: Option<Length>,
    wait: Option<Length>,
}

/// What holds for every tenant that says nothing else.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shared {
    pub(crate) output: Option<String>,
    pub(crate) policy: Option<Spanned<String>>,
    pub(crate) protected: Option<Vec<String>>,
    timeout: Option<Length>,
    wait: Option<Length>,
}

impl Common {
    /// Takes the common keys out of a tenant's table; what stays is the provider's.
    pub(crate) fn take(keys: &mut DeTable<'_>, span: &Range<usize>) -> Result<Self, Error> {
        let mut own = DeTable::new();
        for name in KEYS {
            own.extend(keys.remove_entry(name));
        }
        Self::deserialize(Deserializer::from(Spanned::new(span.clone(), own)))
    }

    pub(crate) fn timeout(&self, shared: &Shared) -> Option<Duration> {
        self.timeout.or(shared.timeout).map(|length| length.0)
    }

    pub(crate) fn wait(&self, shared: &Shared) -> Option<Duration> {
        self.wait.or(shared.wait).map(|length| length.0)
    }
}

impl Shared {
    pub(crate) fn read(keys: DeTable<'_>, span: &Range<usize>) -> Result<Self, Error> {
        Self::deserialize(Deserializer::from(Spanned::new(span.clone(), keys)))
    }

    /// These, and `below` where they say nothing.
    pub(crate) fn over(self, below: Self) -> Self {
        Self {
            output: self.output.or(below.output),
            policy: self.policy.or(below.policy),
            protected: self.protected.or(below.protected),
            timeout: self.timeout.or(below.timeout),
            wait: self.wait.or(below.wait),
        }
    }
}
