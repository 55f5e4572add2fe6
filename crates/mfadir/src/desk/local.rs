//! What a desk is asked, answered from this machine.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Operator, Result, TenantName};
use mfadir_ops::{AskedChange, Desk, DeskNote, Happened, Owed, Proofs, Recorder};
use mfadir_policy::{
    About, Approval, ChangeApproval, ChangeRequest, History, Notifier, Operators, Policy, Receipt, Request, Signed,
    TicketQuestion, TicketState, Used, Way,
};

use super::{
    LocalDesk, entry, history,
    proofs::{Found, best},
    used::used,
};

impl LocalDesk {
    /// What earlier acts rested on, as far as these records can have been used.
    async fn used(&self, oldest: Option<Timestamp>) -> Result<Used> {
        let Some(oldest) = oldest else { return Ok(Used::default()) };
        Ok(used(&self.log.since(oldest).await?))
    }

    /// How far a rule looks back, whichever way is worked.
    fn window(&self) -> Option<SignedDuration> {
        [Way::Desk, Way::Change].into_iter().filter_map(|way| history::window(self.policy.of(way))).max()
    }

    /// The approvals of the request, or of the plan file that it is a step of; when each was given.
    fn approvals(&self, request: &Request) -> Result<Vec<(Timestamp, Signed)>> {
        Ok(match request.change {
            None => self.cabinet.approvals(request)?.into_iter().map(|one| (one.record.at, one.signed)).collect(),
            Some(change) => {
                let found = self.cabinet.approvals_of_plan(&request.tenant, change)?;
                found.into_iter().map(|one| (one.record.at, one.signed)).collect()
            }
        })
    }

    /// Whether it stands there for this tenant, and whoever is said to ask really asks.
    fn is_theirs(&self, way: Way, signed: &Signed, (tenant, operator): (&TenantName, &Operator)) -> bool {
        let now = self.clock.now();
        let is_theirs = |known: &Operators| known.signer(signed, &self.tenant, now).is_ok();
        *tenant == self.tenant && signed.by == operator.id && self.signers(way).is_none_or(is_theirs)
    }

    /// Whose signatures count, where the policy asks for any.
    fn signers(&self, way: Way) -> Option<&Operators> {
        self.policy.of(way).operators.then_some(&*self.operators)
    }
}

#[async_trait]
impl Desk for LocalDesk {
    fn policy(&self) -> Arc<Policy> {
        self.policy.clone()
    }

    fn operators(&self) -> Arc<Operators> {
        self.operators.clone()
    }

    fn protected(&self) -> Vec<String> {
        self.protected.clone()
    }

    async fn history(&self, operator: &str, user: &About) -> Result<History> {
        let Some(window) = self.window() else { return Ok(History::default()) };
        let now = self.clock.now();
        let since = now.checked_sub(window).unwrap_or(Timestamp::MIN);
        let events = history::read(self.directory.as_deref(), &user.id, since, self.event_pages);
        let (read, told) = tokio::join!(self.books.since(since), events);
        let read = read?;
        let mut acts = read.acts(operator, &user.id);
        let others = told.acts(user, &read.requests(&user.id), &acts);
        acts.extend(others);
        Ok(History { acts, gaps: told.gap.into_iter().collect() })
    }

    async fn proofs(&self, request: &Request) -> Result<Proofs> {
        let (receipts, approvals) = (self.cabinet.receipts(request)?, self.approvals(request)?);
        let made = receipts.iter().map(|found| found.record.at);
        let used = self.used(made.chain(approvals.iter().map(|(at, _)| *at)).min()).await?;
        let receipt = best(receipts, request, self.signers(request.way()), &used);
        let approvals = approvals.into_iter().map(|(_, signed)| signed).collect();
        Ok(Proofs { receipt, approvals, used })
    }

    async fn ticket(&self, question: &TicketQuestion) -> TicketState {
        match &self.tickets {
            Some(tickets) => tickets.check(question).await,
            None => TicketState::NotAsked,
        }
    }

    async fn work_note(&self, ticket: &str, text: &str) -> Result<Option<String>> {
        let Some(tickets) = &self.tickets else { return Ok(None) };
        tickets.note(ticket, text).await?;
        Ok(Some(tickets.name().to_owned()))
    }

    async fn keep_receipt(&self, receipt: &Receipt) -> Result<Signed> {
        let signed = self.cabinet.sign(receipt, &receipt.operator.id, &self.operator, self.policy.operators)?;
        self.cabinet.keep_receipt(receipt, &signed, self.clock.now())?;
        Ok(signed)
    }

    async fn ask(&self, request: &Request) -> Result<()> {
        let signed = self.cabinet.sign(request, &request.operator.id, &self.operator, self.policy.operators)?;
        self.cabinet.keep_request(request, &signed, self.clock.now())
    }

    /// A second person looks at what somebody really asks for: a request that its operator did not sign is nobody's.
    async fn requests(&self) -> Result<Vec<Request>> {
        let kept = self.cabinet.requests()?.into_iter();
        let theirs = kept
            .filter(|Found { record, signed }| self.is_theirs(Way::Desk, signed, (&record.tenant, &record.operator)));
        Ok(theirs.map(|found| found.record).collect())
    }

    /// An approval without a signature counts nowhere, so that none is kept.
    async fn approve(&self, approval: &Approval) -> Result<Signed> {
        let signed = self.cabinet.sign(approval, &approval.by, &self.operator, true)?;
        self.cabinet.keep_approval(approval, &signed, self.clock.now())?;
        Ok(signed)
    }

    async fn ask_change(&self, request: &ChangeRequest) -> Result<()> {
        let must = self.policy.of(Way::Change).operators;
        let signed = self.cabinet.sign(request, &request.operator.id, &self.operator, must)?;
        self.cabinet.keep_change(request, &signed, self.clock.now())
    }

    async fn changes(&self) -> Result<Vec<AskedChange>> {
        let kept = self.cabinet.changes()?.into_iter();
        let theirs = kept
            .filter(|Found { record, signed }| self.is_theirs(Way::Change, signed, (&record.tenant, &record.operator)));
        let with_approvals = |Found { record, .. }: Found<ChangeRequest>| {
            let found = self.cabinet.approvals_of_plan(&record.tenant, record.change)?;
            Ok(AskedChange { approvals: found.into_iter().map(|found| found.signed).collect(), request: record })
        };
        theirs.map(with_approvals).collect()
    }

    async fn approve_change(&self, approval: &ChangeApproval) -> Result<Signed> {
        let signed = self.cabinet.sign(approval, &approval.by, &self.operator, true)?;
        self.cabinet.keep_approval_of_plan(approval, &signed, self.clock.now())?;
        Ok(signed)
    }

    fn recorder(&self) -> Arc<dyn Recorder> {
        self.recorder.clone()
    }

    fn recorder_owing(&self, owed: &[Owed]) -> Arc<dyn Recorder> {
        Arc::new(self.recorder.owing(owed))
    }

    fn has_tickets(&self) -> bool {
        self.tickets.is_some()
    }

    /// Nobody is let through between a denial and its entry. One that has to wait too long is written down all the same.
    async fn note(&self, note: &DeskNote) -> Result<()> {
        let _turn = match note.what {
            Happened::Denied(_) => self.turns.mine().await.ok(),
            _ => None,
        };
        self.log.append(entry::note(note)).await?;
        Ok(())
    }

    async fn head(&self) -> Option<String> {
        self.log.head().await.ok().flatten()
    }

    fn notifiers(&self) -> Vec<Arc<dyn Notifier>> {
        self.notifiers.clone()
    }
}
