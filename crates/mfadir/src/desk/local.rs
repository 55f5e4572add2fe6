//! What a desk is asked, answered from this machine.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Operator, Result, TenantName};
use mfadir_journal::Line;
use mfadir_ops::{AskedAct, AskedChange, Desk, DeskNote, Happened, Owed, Proofs, Recorder};
use mfadir_policy::{
    About, Approval, ChangeApproval, ChangeRequest, History, Notifier, Operators, Policy, Receipt, Request, Signed,
    TicketQuestion, TicketState, Way,
};

use super::{
    LocalDesk, asked, entered, entry, history, once,
    proofs::{Found, best},
    used::used,
};

/// How far the times of lines that stand side by side may be out of order: who writes one down looks at the clock first.
const DISORDER: SignedDuration = SignedDuration::from_mins(1);

impl LocalDesk {
    /// The lines that tell of what was made then, and of all that happened since.
    async fn lines_since(&self, oldest: Option<Timestamp>) -> Result<Vec<Line>> {
        let Some(oldest) = oldest else { return Ok(Vec::new()) };
        self.log.since(oldest.checked_sub(DISORDER).unwrap_or(oldest)).await
    }

    /// How far a rule looks back, whichever way is worked.
    fn window(&self) -> Option<SignedDuration> {
        [Way::Desk, Way::Change].into_iter().filter_map(|way| history::window(self.policy.of(way))).max()
    }

    /// Whether it stands there for this tenant, and whoever is said to ask really asks.
    fn is_theirs(&self, way: Way, signed: &Signed, (tenant, operator): (&TenantName, &Operator)) -> bool {
        let now = self.clock.now();
        let counts = |known: &Operators| known.signer(signed, &self.tenant, now).is_ok();
        *tenant == self.tenant && signed.by == operator.id && self.signers(way).is_none_or(counts)
    }

    /// Who acts here, and who is known.
    fn own(&self) -> (&Operator, &Operators) {
        (&self.operator, &self.operators)
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

    fn signs(&self) -> Result<()> {
        self.cabinet.signs(&self.operator, &self.operators)
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
        let mut receipts = self.cabinet.receipts(request)?;
        let mut approvals = self.cabinet.approvals(request)?;
        let mut of_plan = match request.change {
            Some(change) => self.cabinet.approvals_of_plan(&request.tenant, change)?,
            None => Vec::new(),
        };
        let made = receipts.iter().map(|one| one.record.at).chain(approvals.iter().map(|one| one.record.at));
        let lines = self.lines_since(made.chain(of_plan.iter().map(|one| one.record.at)).min()).await?;
        entered::keep(&mut receipts, &lines);
        entered::keep(&mut approvals, &lines);
        entered::keep(&mut of_plan, &lines);
        let used = used(&lines);
        let valid = self.policy.of(request.way()).receipt.valid;
        let receipt = best(receipts, request, (self.signers(request.way()), valid), &used);
        let approvals = match request.change {
            Some(_) => of_plan.into_iter().map(|one| one.signed).collect(),
            None => approvals.into_iter().map(|one| one.signed).collect(),
        };
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
        let signed = self.cabinet.sign(receipt, &receipt.operator.id, self.own(), self.policy.operators)?;
        self.cabinet.keep_receipt(receipt, &signed, self.clock.now())?;
        Ok(signed)
    }

    async fn ask(&self, request: &Request) -> Result<()> {
        let signed = self.cabinet.sign(request, &request.operator.id, self.own(), self.policy.operators)?;
        self.cabinet.keep_request(request, &signed, self.clock.now())
    }

    /// A second person looks at what somebody really asks for: a request that its operator did not sign is nobody's.
    async fn requests(&self) -> Result<Vec<AskedAct>> {
        let kept = self.cabinet.requests()?.into_iter();
        let theirs = kept
            .filter(|Found { record, signed }| self.is_theirs(Way::Desk, signed, (&record.tenant, &record.operator)));
        let requests = asked::once(theirs.map(|found| found.record).collect());
        let lines = self.lines_since(requests.iter().map(|request| request.at).min()).await?;
        requests.into_iter().map(|request| self.standing(request, &lines)).collect()
    }

    /// An approval without a signature counts nowhere, so that none is kept.
    async fn approve(&self, approval: &Approval) -> Result<Signed> {
        let signed = self.cabinet.sign(approval, &approval.by, self.own(), true)?;
        self.cabinet.keep_approval(approval, &signed, self.clock.now())?;
        Ok(signed)
    }

    async fn ask_change(&self, request: &ChangeRequest) -> Result<()> {
        let must = self.policy.of(Way::Change).operators;
        let signed = self.cabinet.sign(request, &request.operator.id, self.own(), must)?;
        self.cabinet.keep_change(request, &signed, self.clock.now())
    }

    async fn changes(&self) -> Result<Vec<AskedChange>> {
        let kept = self.cabinet.changes()?.into_iter();
        let theirs: Vec<ChangeRequest> = kept
            .filter(|Found { record, signed }| self.is_theirs(Way::Change, signed, (&record.tenant, &record.operator)))
            .map(|found| found.record)
            .collect();
        let lines = self.lines_since(theirs.iter().map(|request| request.at).min()).await?;
        theirs.into_iter().map(|request| self.standing_of_plan(request, &lines)).collect()
    }

    async fn approve_change(&self, approval: &ChangeApproval) -> Result<Signed> {
        let signed = self.cabinet.sign(approval, &approval.by, self.own(), true)?;
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
        let _turn = match &note.what {
            Happened::Denied(_) => self.turns.mine().await.ok(),
            Happened::Verified(receipt) => {
                let turn = self.turns.mine().await?;
                once::check(&self.log, &*self.clock, receipt).await?;
                Some(turn)
            }
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
