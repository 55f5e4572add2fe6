//! The last question before a write: does what was decided still hold?

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Clock, Error, ErrorKind, Operation, Result};
use mfadir_journal::Entry;
use mfadir_ops::{DeskNote, Happened, Record, Stopped};
use mfadir_policy::{
    Approval, Case, ChangeApproval, History, Policy, Receipt, Refusal, RestsOn, Signed, TicketState, Told, decide_again,
};

use super::{
    books::Books,
    entered, entry, history,
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
        let (mut receipts, mut approvals, mut of_plan) =
            (self.receipts(record)?, self.approvals(record)?, self.of_plan(record)?);
        let made = receipts.iter().map(|one| one.record.at).chain(approvals.iter().map(|one| one.record.at));
        let made = made.chain(of_plan.iter().map(|one| one.record.at));
        let window = history::window(self.policy.of(request.way())).unwrap_or_default();
        let oldest = made.fold(now.checked_sub(window).unwrap_or(Timestamp::MIN), Timestamp::min);
        let read = self.books.since(oldest.checked_sub(DISORDER).unwrap_or(Timestamp::MIN)).await?;
        let operators = roster::operators(&self.config).map_err(unreadable)?;
        entered::keep(&mut receipts, &read.own);
        entered::keep(&mut approvals, &read.own);
        entered::keep(&mut of_plan, &read.own);
        let approvals = approvals.into_iter().map(|one| one.signed).chain(of_plan.into_iter().map(|one| one.signed));
        let approvals: Vec<Signed> = approvals.collect();
        // What facts and the ticket system said was decided with, and is not asked again.
        let case = Case {
            policy: &self.policy,
            request,
            now,
            operators: &operators,
            ticket: TicketState::Fits,
            receipt: receipts.first().map(|one| &one.signed),
            approvals: &approvals,
            used: used(&read.own),
            protected: Told::No,
            own: Told::No,
            self_service: Told::No,
            smaller: Told::No,
            goes_on: record.operation != Operation::Challenge,
            history: History { acts: read.acts(&request.operator.id, &request.user.id), gaps: Vec::new() },
            standing: Vec::new(),
        };
        Ok(decide_again(&case, rests_on(record)).refusals)
    }

    /// The receipt that it rests on, as it is kept now.
    fn receipts(&self, record: &Record) -> Result<Vec<Found<Receipt>>> {
        let Some(id) = &record.basis.receipt else { return Ok(Vec::new()) };
        let mut kept = self.cabinet.receipts(&record.request)?;
        kept.retain(|found| found.record.id == *id);
        Ok(kept)
    }

    /// The same of the approvals of an act.
    fn approvals(&self, record: &Record) -> Result<Vec<Found<Approval>>> {
        let (request, ids) = (&record.request, &record.basis.approvals);
        if ids.is_empty() || request.change.is_some() {
            return Ok(Vec::new());
        }
        let mut kept = self.cabinet.approvals(request)?;
        kept.retain(|found| ids.contains(&found.record.id));
        Ok(kept)
    }

    /// The same of the approvals of the plan file that it is a step of.
    fn of_plan(&self, record: &Record) -> Result<Vec<Found<ChangeApproval>>> {
        let Some(change) = record.request.change.filter(|_| !record.basis.approvals.is_empty()) else {
            return Ok(Vec::new());
        };
        let mut kept = self.cabinet.approvals_of_plan(&record.request.tenant, change)?;
        kept.retain(|found| record.basis.approvals.contains(&found.record.id));
        Ok(kept)
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
