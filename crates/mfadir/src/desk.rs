//! The desk on this machine: a state folder, the operators' file and keys, and the ways that the configuration sets up.

mod disk;
mod entry;
mod fault;
mod folder;
mod history;
mod hold;
mod identity;
mod keys;
mod local;
mod log;
mod proofs;
mod recorder;
mod resolve;
mod roster;
mod seal;
mod store;
mod used;
mod ways;

use std::{path::PathBuf, sync::Arc};

pub use folder::DeskFolders;
pub use identity::TenantIdentity;
pub use keys::KeyStore;
use mfadir_core::{Clock, Environment, MfaDirectory, NoGauge, Operator, SecretReader, TenantName};
use mfadir_journal::AuditLog;
use mfadir_policy::{Notifier, Operators, Policy, Tickets};
pub use recorder::AuditRecorder;
pub use resolve::{LeftBehind, Resolution, ToldLate, resolve_open, tell_owed};

use self::{hold::Holds, log::TenantLog, proofs::Cabinet};
use crate::{
    config::{ConfigError, DeskConfig, Tenant},
    connect::TIMEOUT,
};

/// What a desk is opened with beside what is configured.
#[derive(Clone, Debug)]
pub struct DeskOptions {
    /// The folder of all state.
    pub state: PathBuf,
    /// Who acts.
    pub operator: Operator,
    /// All time comes from here.
    pub clock: Arc<dyn Clock>,
    /// Where secrets are read.
    pub secrets: Arc<dyn SecretReader>,
    /// The tenant, as whoever only looks holds it: its own log tells of acts that are not in ours. Without it, only ours
    /// are known.
    pub directory: Option<Arc<dyn MfaDirectory>>,
}

/// One tenant's desk in the state folder of this machine.
#[derive(Debug)]
pub struct LocalDesk {
    tenant: TenantName,
    policy: Arc<Policy>,
    protected: Vec<String>,
    operators: Arc<Operators>,
    operator: Operator,
    clock: Arc<dyn Clock>,
    directory: Option<Arc<dyn MfaDirectory>>,
    cabinet: Cabinet,
    log: TenantLog,
    identity: TenantIdentity,
    holds: Holds,
    recorder: Arc<AuditRecorder>,
    notifiers: Vec<Arc<dyn Notifier>>,
    tickets: Option<Arc<dyn Tickets>>,
}

impl LocalDesk {
    /// Opens the desk of a tenant. Reads the operators file and the operator's key; makes nothing and sends nothing.
    pub fn open(tenant: &Tenant, config: &DeskConfig, options: DeskOptions) -> Result<Self, ConfigError> {
        let DeskOptions { state, operator, clock, secrets, directory } = options;
        let operators = Arc::new(roster::operators(config)?);
        let folders = DeskFolders::of(&state, &tenant.name);
        let identity = TenantIdentity::of(&state, tenant);
        let keys = config.key_store(&state);
        let key = keys.key(&operator.id).map_err(|error| ConfigError::of("the signing key", &error))?;
        let seal = seal::seal(&operator.id, key, &operators);
        let log = TenantLog::new(
            AuditLog::new(&folders.audit, tenant.name.clone(), seal),
            tenant.setting("url").map(str::to_owned),
            identity.clone(),
        );
        let around = Environment {
            tenant: tenant.name.clone(),
            clock: clock.clone(),
            secrets,
            gauge: Arc::new(NoGauge),
            ticket: None,
        };
        let usual = tenant.timeout.unwrap_or(TIMEOUT);
        let holds = Holds::new(&folders.locks);
        Ok(Self {
            tenant: tenant.name.clone(),
            policy: tenant.policy.clone(),
            protected: tenant.protected.clone(),
            operators,
            operator,
            clock,
            directory,
            cabinet: Cabinet::new(&folders, keys),
            recorder: Arc::new(AuditRecorder::new(log.clone(), holds.clone())),
            log,
            identity,
            holds,
            notifiers: ways::notifiers(config, &around, usual)?,
            tickets: ways::tickets(config, &around, usual)?,
        })
    }

    /// Who it is that answers at the tenant's address.
    pub fn identity(&self) -> &TenantIdentity {
        &self.identity
    }
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
