//! What a backend is given beside its own settings.

use std::sync::Arc;

use crate::{clock::Clock, gauge::Gauge, id::TenantName, secret::SecretReader};

/// The surroundings of a directory. Connecting to them does no I/O; the first request does.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The tenant's name in the configuration; it stands in every error.
    pub tenant: TenantName,
    /// All time comes from here.
    pub clock: Arc<dyn Clock>,
    /// Where the credential is read, when it is first needed.
    pub secrets: Arc<dyn SecretReader>,
    /// Where the provider's rate readings go.
    pub gauge: Arc<dyn Gauge>,
    /// The ticket that the work is for: it is sent along, so that it lands in the provider's own log.
    pub ticket: Option<String>,
}
