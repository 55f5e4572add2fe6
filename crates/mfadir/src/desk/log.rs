//! The tenant's audit log, from a program that may do other things while it waits for the disk.

use std::sync::Arc;

use jiff::Timestamp;
use mfadir_core::{Error, ErrorKind, Result};
use mfadir_journal::{Appended, AuditLog, Entry, EntryKind, Line};
use tokio::task::spawn_blocking;

use super::{TenantIdentity, entry::VERSION, fault};

/// The log, and what each of its entries says of the tenant.
#[derive(Clone, Debug)]
pub(super) struct TenantLog {
    log: Arc<AuditLog>,
    origin: Option<String>,
    identity: TenantIdentity,
}

impl TenantLog {
    pub(super) fn new(log: AuditLog, origin: Option<String>, identity: TenantIdentity) -> Self {
        Self { log: Arc::new(log), origin, identity }
    }

    /// Adds an entry, and returns when it is on the disk. What a crash left half done is mended first, and told in an
    /// entry of its own.
    pub(super) async fn append(&self, entry: Entry) -> Result<Appended> {
        let provider_tenant = self.identity.id().map(str::to_owned);
        let entry = Entry { origin: self.origin.clone(), provider_tenant, ..entry };
        self.with(move |log| {
            let appended = log.append(&entry)?;
            if let Some(repaired) = &appended.repaired {
                let Entry { at, tenant, operator, origin, provider_tenant, .. } = entry;
                let told = Entry::new(EntryKind::Repair, at, tenant, operator, VERSION);
                log.append(&Entry { detail: Some(repaired.clone()), origin, provider_tenant, ..told })?;
            }
            Ok(appended)
        })
        .await
    }

    /// The entries since then, the oldest first.
    pub(super) async fn since(&self, since: Timestamp) -> Result<Vec<Line>> {
        self.with(move |log| {
            let mut lines = Vec::new();
            log.each(Some(since), |line| lines.push(line))?;
            Ok(lines)
        })
        .await
    }

    /// The intents without an outcome.
    pub(super) async fn open(&self) -> Result<Vec<Line>> {
        self.with(AuditLog::open).await
    }

    /// The hash of the last entry.
    pub(super) async fn head(&self) -> Result<Option<String>> {
        self.with(|log| Ok(log.head()?.map(|head| head.hash.to_string()))).await
    }

    async fn with<T: Send + 'static>(
        &self,
        act: impl FnOnce(&AuditLog) -> mfadir_journal::Result<T> + Send + 'static,
    ) -> Result<T> {
        let log = self.log.clone();
        let acted = spawn_blocking(move || act(&log)).await;
        acted
            .map_err(|lost| Error::new(ErrorKind::Refused, "the audit log was not written").with_source(lost))?
            .map_err(fault::log)
    }
}
