//! Every write in the audit log: its intent is on the disk before it is sent.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use mfadir_core::{Applied, Result};
use mfadir_ops::{Ended, Owed, ReadBack, Record, Recorder, Stopped};

use super::{
    entry,
    gate::Gate,
    hold::{Hold, Holds},
    log::TenantLog,
};

/// Records into the tenant's audit log. What cannot be written down first, or is not right any more, is not sent.
#[derive(Debug)]
pub struct AuditRecorder {
    log: TenantLog,
    holds: Holds,
    gate: Arc<Gate>,
    under_way: Mutex<Vec<UnderWay>>,
    owed: Vec<String>,
    /// What follows an act is under way as long as it is.
    following: Mutex<Option<Hold>>,
}

/// A write whose outcome is not written down yet.
#[derive(Debug)]
struct UnderWay {
    record: Record,
    number: u64,
    #[expect(dead_code, reason = "it is held until the outcome is written down")]
    hold: Hold,
}

impl AuditRecorder {
    pub(super) fn new(log: TenantLog, holds: Holds, gate: Gate) -> Self {
        Self::with(log, holds, Arc::new(gate), Vec::new())
    }

    fn with(log: TenantLog, holds: Holds, gate: Arc<Gate>, owed: Vec<String>) -> Self {
        Self { log, holds, gate, under_way: Mutex::default(), owed, following: Mutex::default() }
    }

    /// A recorder of an act that owes this.
    pub(super) fn owing(&self, owed: &[Owed]) -> Self {
        let owed = owed.iter().map(ToString::to_string).collect();
        Self::with(self.log.clone(), self.holds.clone(), self.gate.clone(), owed)
    }

    /// While somebody follows the act up, nobody else does.
    async fn follow(&self) -> Result<()> {
        let follows = || self.following.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.owed.is_empty() && follows().is_none() {
            let hold = self.holds.write().await?;
            *follows() = Some(hold);
        }
        Ok(())
    }

    fn begun(&self, write: UnderWay) {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner).push(write);
    }

    fn ended(&self, record: &Record) -> Option<UnderWay> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let at = under_way.iter().position(|write| write.record == *record)?;
        Some(under_way.swap_remove(at))
    }
}

#[async_trait]
impl Recorder for AuditRecorder {
    async fn before(&self, record: &Record) -> Result<(), Stopped> {
        if entry::only_asks(record.operation) {
            return Ok(());
        }
        let hold = self.holds.write().await?;
        self.follow().await?;
        let number = self.gate.pass(record, &self.owed).await?;
        self.begun(UnderWay { record: record.clone(), number, hold });
        Ok(())
    }

    /// The hold ends when the outcome is on the disk: until then nobody else looks after the write.
    async fn after(&self, record: &Record, ended: &Ended) -> Result<()> {
        let begun = self.ended(record);
        if begun.is_none() && ended.made.is_none() {
            return Ok(());
        }
        let number = begun.as_ref().map(|begun| begun.number);
        self.log.append(entry::outcome(record, ended, number)).await?;
        if matches!(ended.failure, Some((_, Applied::No))) {
            self.gate.was_not_done(record);
        }
        Ok(())
    }

    async fn read_back(&self, shown: &ReadBack) -> Result<()> {
        self.log.append(entry::read_back(shown)).await?;
        Ok(())
    }
}
