//! What a tenant was asked to change.

use mfadir_sandbox::Tenant;

/// The writes to a tenant, credentials aside.
pub(crate) fn writes(tenant: &Tenant) -> Vec<String> {
    let seen = tenant.requests().into_iter();
    let writes = seen.filter(|seen| seen.method != "GET" && !seen.path.starts_with("/auth/"));
    writes.map(|seen| format!("{} {}", seen.method, seen.path)).collect()
}
