//! Tenants that are one tenant under several names.

use std::{collections::BTreeSet, path::Path};

use super::TenantIdentity;
use crate::config::{Config, Tenant};

/// The other tenants of the configuration behind which the same people are: at the same address, or of the same id, where
/// the provider told it.
pub(super) fn aliases<'a>(
    state: &Path,
    (tenant, identity): (&Tenant, &TenantIdentity),
    config: &'a Config,
) -> Vec<&'a Tenant> {
    let is_same = |other: &&Tenant| {
        let same_id = || identity.id().is_some() && TenantIdentity::of(state, other).id() == identity.id();
        let same_provider = other.provider.name == tenant.provider.name;
        origin(other) == origin(tenant) || (same_provider && same_id())
    };
    let others = config.tenants().filter_map(|(_, other)| other.ok()).filter(|other| other.name != tenant.name);
    others.filter(is_same).collect()
}

/// Where the tenant and its other names are, each place once and in an order that is the same for all of them.
pub(super) fn origins(tenant: &Tenant, aliases: &[&Tenant]) -> BTreeSet<String> {
    aliases.iter().copied().chain([tenant]).map(origin).collect()
}

/// Where a tenant is, however its address is written.
fn origin(tenant: &Tenant) -> String {
    tenant.origin().unwrap_or_else(|| tenant.name.to_string())
}
