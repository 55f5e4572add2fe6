//! The tenants of a sandbox.

use crate::{dialects::Simulated, persist::Stored, tenant::Tenant};

/// Each provider's tenant, by the provider's name. Clones hold the same tenants.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tenants(Vec<(&'static str, Tenant)>);

impl Tenants {
    pub(crate) fn add(&mut self, simulated: &Simulated, tenant: Tenant) {
        self.0.push((simulated.name, tenant));
    }

    /// The tenant of the provider.
    pub(crate) fn of(&self, provider: &str) -> Option<&Tenant> {
        self.iter().find(|(name, _)| *name == provider).map(|(_, tenant)| tenant)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &(&'static str, Tenant)> {
        self.0.iter()
    }

    /// What all of them are now.
    pub(crate) fn stored(&self) -> Stored {
        self.iter().map(|(name, tenant)| ((*name).to_owned(), tenant.stored())).collect()
    }
}
