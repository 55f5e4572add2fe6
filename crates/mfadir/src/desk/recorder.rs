//! Every write in the audit log: its intent is on the disk before it is sent.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use mfadir_core::{Applied, Result};
use mfadir_ops::{Ended, ReadBack, Record, Recorder, Stopped};

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
    gate: Gate,
    under_way: Mutex<Vec<UnderWay>>,
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
        Self { log, holds, gate, under_way: Mutex::default() }
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
        let number = self.gate.pass(record).await?;
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
