//! The last question before a write: does what was decided still hold?

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Clock, Error, ErrorKind, Operation, Result};
use mfadir_journal::Entry;
use mfadir_ops::{DeskNote, Happened, Record, Stopped};
use mfadir_policy::{Case, History, Policy, Refusal, RestsOn, Signed, TicketState, Told, decide_again};

use super::{
    books::Books,
    entry, history,
    parts::Parts,
    proofs::{Cabinet, Found},
    roster,
    turn::Turns,
    used::used,
};
use crate::config::{ConfigError, DeskConfig};

/// How far the times of entries may be out of order: who waits for others writes down a time before theirs.
const DISORDER: SignedDuration = SignedDuration::from_mins(1);

/// Lets writes through, one after the other. What time and others can change is asked once more, and the intent is on the
/// disk before anybody else is asked about: of two runs that rest on one receipt, the second is refused.
#[derive(Debug)]
pub(super) struct Gate {
    pub(super) policy: Arc<Policy>,
    /// Names the operators file, which is read again.
    pub(super) config: DeskConfig,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) cabinet: Arc<Cabinet>,
    pub(super) books: Books,
    pub(super) turns: Turns,
    pub(super) parts: Parts,
}

impl Gate {
    /// Writes the intent down, and answers with its number; or says what stands against it by now.
    pub(super) async fn pass(&self, record: &Record) -> Result<u64, Stopped> {
        if !self.asks(record) {
            return Ok(self.write(entry::intent(record)).await?);
        }
        if self.parts.has_begun(record) {
            let number = self.write(entry::intent(record)).await?;
            self.parts.add(record);
            return Ok(number);
        }
        let _turn = self.turns.mine().await?;
        let now = self.clock.now();
        let refusals = self.refusals(record, now).await?;
        if !refusals.is_empty() {
            return Err(self.refuse(record, refusals, now).await);
        }
        let number = self.write(Entry { at: now, ..entry::intent(record) }).await?;
        self.parts.add(record);
        Ok(number)
    }

    /// The write surely did not happen.
    pub(super) fn was_not_done(&self, record: &Record) {
        self.parts.forget(record);
    }

    /// Whether anything that matters to this policy can have changed. To take a challenge back is always right.
    fn asks(&self, record: &Record) -> bool {
        let settings = self.policy.of(record.request.way());
        let rests = record.basis.receipt.is_some() || !record.basis.approvals.is_empty();
        let counts = settings.operators || history::window(settings).is_some();
        record.operation != Operation::Cancel && (rests || counts)
    }

    async fn write(&self, intent: Entry) -> Result<u64> {
        Ok(self.books.own.append(intent).await?.number)
    }

    async fn refuse(&self, record: &Record, refusals: Vec<Refusal>, now: Timestamp) -> Stopped {
        let note = DeskNote::about(&record.request, now, Happened::Refused(refusals.clone()));
        let noted = self.books.own.append(entry::note(&note)).await;
        Stopped::Refused { refusals, unrecorded: noted.err().map(|error| error.to_string()) }
    }

    async fn refusals(&self, record: &Record, now: Timestamp) -> Result<Vec<Refusal>> {
        let request = &record.request;
        let (receipt, approvals) = (self.receipt(record)?, self.approvals(record)?);
        let made = receipt.iter().chain(&approvals).map(|(at, _)| *at);
        let window = history::window(self.policy.of(request.way())).unwrap_or_default();
        let oldest = made.fold(now.checked_sub(window).unwrap_or(Timestamp::MIN), Timestamp::min);
        let read = self.books.since(oldest.checked_sub(DISORDER).unwrap_or(Timestamp::MIN)).await?;
        let operators = roster::operators(&self.config).map_err(unreadable)?;
        let approvals: Vec<Signed> = approvals.into_iter().map(|(_, signed)| signed).collect();
        // What facts and the ticket system said was decided with, and is not asked again.
        let case = Case {
            policy: &self.policy,
            request,
            now,
            operators: &operators,
            ticket: TicketState::Fits,
            receipt: receipt.as_ref().map(|(_, signed)| signed),
            approvals: &approvals,
            used: used(&read.own),
            protected: Told::No,
            own: Told::No,
            self_service: Told::No,
            smaller: Told::No,
            unproven: false,
            goes_on: record.operation != Operation::Challenge,
            history: History { acts: read.acts(&request.operator.id, &request.user.id), gaps: Vec::new() },
            standing: Vec::new(),
        };
        Ok(decide_again(&case, rests_on(record)).refusals)
    }

    /// The receipt that it rests on, as it is kept now, and when it was made.
    fn receipt(&self, record: &Record) -> Result<Option<(Timestamp, Signed)>> {
        let Some(id) = &record.basis.receipt else { return Ok(None) };
        let kept = self.cabinet.receipts(&record.request)?;
        let meant = kept.into_iter().find(|found| found.record.id == *id);
        Ok(meant.map(|Found { record, signed }| (record.at, signed)))
    }

    /// The same of the approvals.
    fn approvals(&self, record: &Record) -> Result<Vec<(Timestamp, Signed)>> {
        let (request, ids) = (&record.request, &record.basis.approvals);
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(match request.change {
            None => {
                let kept = self.cabinet.approvals(request)?.into_iter();
                kept.filter(|one| ids.contains(&one.record.id)).map(|one| (one.record.at, one.signed)).collect()
            }
            Some(change) => {
                let kept = self.cabinet.approvals_of_plan(&request.tenant, change)?.into_iter();
                kept.filter(|one| ids.contains(&one.record.id)).map(|one| (one.record.at, one.signed)).collect()
            }
        })
    }
}

fn rests_on(record: &Record) -> RestsOn {
    RestsOn { receipt: record.basis.receipt.is_some(), approval: !record.basis.approvals.is_empty() }
}

fn unreadable(error: ConfigError) -> Error {
    let told = Error::new(ErrorKind::Refused, error.to_string());
    let told = match error.hint() {
        Some(hint) => told.with_hint(hint.to_owned()),
        None => told,
    };
    told.with_source(error)
}
