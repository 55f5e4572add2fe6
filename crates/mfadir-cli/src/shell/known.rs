//! A tenant, as far as it can be told without asking it.

use std::collections::BTreeSet;

use mfadir::{Config, Tenant};
use mfadir_core::FactorType;

use crate::{context::Context, sandbox};

/// What the configuration and the provider's declarations say of a tenant.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) name: String,
    /// Its provider, as people write it.
    pub(super) title: &'static str,
    pub(super) is_demo: bool,
    pub(super) tags: Vec<String>,
    /// What a person may have: all that can be enrolled, and what comes by itself.
    pub(super) factors: BTreeSet<FactorType>,
    pub(super) enrollable: BTreeSet<FactorType>,
}

impl Known {
    /// The tenants of the configuration that are without fault, and the demo tenants.
    pub(super) fn all(context: &mut Context) -> Vec<Self> {
        let mut all: Vec<Self> = context.config().iter().flat_map(|config| good(config, false)).collect();
        let own: BTreeSet<String> = all.iter().map(|tenant| tenant.name.clone()).collect();
        all.extend(good(&sandbox::unserved(), true).filter(|demo| !own.contains(&demo.name)));
        all
    }

    /// Whether the person was written with this tenant before the colon.
    pub(super) fn has(&self, person: &str) -> bool {
        person.strip_prefix(&self.name).is_some_and(|rest| rest.starts_with(':'))
    }

    fn of(tenant: &Tenant, is_demo: bool) -> Self {
        let capabilities = tenant.capabilities();
        let returning = capabilities.returning.iter().map(|returning| &returning.factor);
        Self {
            name: tenant.name.to_string(),
            title: tenant.provider.title,
            is_demo,
            tags: tenant.tags.clone(),
            factors: capabilities.enrollable.iter().chain(returning).cloned().collect(),
            enrollable: capabilities.enrollable.iter().cloned().collect(),
        }
    }
}

fn good(config: &Config, is_demo: bool) -> impl Iterator<Item = Known> {
    config.tenants().filter_map(|(_, tenant)| tenant.ok()).map(move |tenant| Known::of(tenant, is_demo))
}
