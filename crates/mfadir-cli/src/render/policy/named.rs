//! Which policy a tenant has, and who says so.

use mfadir::Tenant;

/// The policy's name, and where the configuration names it.
pub(crate) fn policy_of(tenant: &Tenant) -> String {
    let name = &tenant.policy.name;
    match &tenant.policy_at {
        Some(place) => format!("{name}, named at {place}"),
        None => format!("{name}, the default: the configuration names none for {}", tenant.name),
    }
}
