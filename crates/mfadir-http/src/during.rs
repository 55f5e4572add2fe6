//! Errors that say during which operation and on which tenant.

use mfadir_core::{Operation, Result, TenantName};

/// Does `work`; its error names the operation and the tenant.
pub async fn during<T>(operation: Operation, tenant: &TenantName, work: impl Future<Output = Result<T>>) -> Result<T> {
    work.await.map_err(|error| error.with_operation(operation).with_tenant(tenant.clone()))
}
