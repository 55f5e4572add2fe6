//! The desk on this machine: a state folder, the operators' file and keys, and the ways that the configuration sets up.

mod alias;
mod asked;
mod books;
mod disk;
mod entered;
mod entry;
mod fault;
mod folder;
mod gate;
mod history;
mod hold;
mod identity;
mod keys;
mod local;
mod log;
mod once;
mod parts;
mod proofs;
mod recorder;
mod resolve;
mod roster;
mod seal;
mod signing;
mod store;
mod turn;
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
pub use resolve::{LeftBehind, Resolution, resolve_open};

use self::{books::Books, gate::Gate, hold::Holds, log::TenantLog, parts::Parts, proofs::Cabinet, turn::Turns};
use crate::config::{Config, ConfigError, DeskConfig, Tenant};

/// What a desk is opened with beside what is configured.
#[derive(Clone, Debug)]
pub struct DeskOptions {
    /// All tenants: what was done to one under another name was done to it.
    pub config: Arc<Config>,
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
    /// How many pages of that log are read of one person, one after the other.
    pub event_pages: usize,
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
    event_pages: usize,
    cabinet: Arc<Cabinet>,
    log: TenantLog,
    books: Books,
    turns: Turns,
    identity: TenantIdentity,
    holds: Holds,
    recorder: Arc<AuditRecorder>,
    notifiers: Vec<Arc<dyn Notifier>>,
    tickets: Option<Arc<dyn Tickets>>,
}

impl LocalDesk {
    /// Opens the desk of a tenant. Reads the operators file and the operator's key; makes nothing and sends nothing.
    pub fn open(tenant: &Tenant, config: &DeskConfig, options: DeskOptions) -> Result<Self, ConfigError> {
        let DeskOptions { config: tenants, state, operator, clock, secrets, directory, event_pages } = options;
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
        let holds = Holds::new(&folders.locks);
        let aliases = alias::aliases(&state, (tenant, &identity), &tenants);
        let books = Books::new(log.clone(), &state, &aliases);
        let turns = Turns::of(&state, &alias::origins(tenant, &aliases));
        let cabinet = Arc::new(Cabinet::new(&folders, keys));
        let gate = Gate {
            policy: tenant.policy.clone(),
            config: config.clone(),
            clock: clock.clone(),
            cabinet: cabinet.clone(),
            books: books.clone(),
            turns: turns.clone(),
            parts: Parts::default(),
        };
        Ok(Self {
            tenant: tenant.name.clone(),
            policy: tenant.policy.clone(),
            protected: tenant.protected.clone(),
            operators,
            operator,
            clock,
            directory,
            event_pages,
            cabinet,
            recorder: Arc::new(AuditRecorder::new(log.clone(), holds.clone(), gate)),
            log,
            books,
            turns,
            identity,
            holds,
            notifiers: ways::notifiers(config, &around)?,
            tickets: ways::tickets(config, &around)?,
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
