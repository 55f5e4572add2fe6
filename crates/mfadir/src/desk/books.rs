//! The logs that tell what was done before: the tenant's own, and those of its other names.

use std::{path::Path, sync::Arc};

use jiff::Timestamp;
use mfadir_core::{Result, UserId};
use mfadir_journal::{AuditLog, Line, Unsigned};
use mfadir_policy::PastAct;

use super::{
    DeskFolders, TenantIdentity,
    history::{self, Requests},
    log::TenantLog,
};
use crate::config::Tenant;

/// The own log, and those that are only read.
#[derive(Clone, Debug)]
pub(super) struct Books {
    pub(super) own: TenantLog,
    others: Vec<TenantLog>,
}

/// What stands in them, each by itself: the numbers of the lines are their own.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) own: Vec<Line>,
    others: Vec<Vec<Line>>,
}

impl Books {
    pub(super) fn new(own: TenantLog, state: &Path, aliases: &[&Tenant]) -> Self {
        let log = |tenant: &&Tenant| {
            let folder = DeskFolders::of(state, &tenant.name).audit;
            let log = AuditLog::new(folder, tenant.name.clone(), Arc::new(Unsigned));
            TenantLog::new(log, tenant.setting("url").map(str::to_owned), TenantIdentity::of(state, tenant))
        };
        Self { own, others: aliases.iter().map(log).collect() }
    }

    /// The entries since then, the oldest of each log first.
    pub(super) async fn since(&self, since: Timestamp) -> Result<Read> {
        let mut read = Read { own: self.own.since(since).await?, others: Vec::new() };
        for other in &self.others {
            read.others.push(other.since(since).await?);
        }
        Ok(read)
    }
}

impl Read {
    fn all(&self) -> impl Iterator<Item = &[Line]> {
        [self.own.as_slice()].into_iter().chain(self.others.iter().map(Vec::as_slice))
    }

    /// The acts by the operator on anybody, and by anybody on the person, under whichever name of the tenant.
    pub(super) fn acts(&self, operator: &str, user: &UserId) -> Vec<PastAct> {
        self.all().flat_map(|lines| history::acts(lines, operator, user)).collect()
    }

    /// The requests that are ours, as far as the person matters to them.
    pub(super) fn requests(&self, user: &UserId) -> Requests<'_> {
        Requests {
            named: self.all().flat_map(history::request_ids).collect(),
            unanswered: self.all().flat_map(|lines| history::unanswered(lines, user)).collect(),
        }
    }
}
