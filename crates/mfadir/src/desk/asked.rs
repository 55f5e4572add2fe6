//! What a second operator was asked to look at, and how it stands now.

use jiff::Timestamp;
use mfadir_core::Result;
use mfadir_journal::{Entry, EntryKind, Line};
use mfadir_ops::{AskedAct, AskedChange};
use mfadir_policy::{Approval, Asked, ChangeRequest, Request, Used, Way};

use super::{LocalDesk, entered, history::undone, proofs::Found, used::used};

impl LocalDesk {
    /// How a request stands by these lines, which reach back to when it was asked.
    pub(super) fn standing(&self, request: Request, lines: &[Line]) -> Result<AskedAct> {
        let mut found: Vec<Found<Approval>> = self.cabinet.approvals(&request)?;
        entered::keep(&mut found, lines);
        let used = used(lines);
        let answers = |one: &Found<Approval>| one.record.request == request.id && one.record.at >= request.at;
        let done = is_done(&request, lines) || found.iter().any(|one| answers(one) && used.is_begun(&one.record.id));
        let approvals = self.counting(&request, found, &used);
        Ok(AskedAct { approvals, done, request })
    }

    fn counting(&self, request: &Request, found: Vec<Found<Approval>>, used: &Used) -> Vec<Approval> {
        let (policy, now) = (self.policy.of(Way::Desk), self.clock.now());
        let asked = Asked { request, policy, operators: &self.operators, used, now };
        found.into_iter().filter(|one| asked.agreed_by(&one.signed).is_ok()).map(|one| one.record).collect()
    }

    /// How a plan file's request stands by these lines.
    pub(super) fn standing_of_plan(&self, request: ChangeRequest, lines: &[Line]) -> Result<AskedChange> {
        let mut found = self.cabinet.approvals_of_plan(&request.tenant, request.change)?;
        entered::keep(&mut found, lines);
        let (now, valid) = (self.clock.now(), self.policy.of(Way::Change).approval.valid);
        found.retain(|Found { record, signed }| {
            let signer = self.operators.signer(signed, &request.tenant, now);
            let counts = signer.is_ok_and(|signer| signer.role.approves() && signer.id == record.by);
            counts && record.answers(&request, now, valid).is_ok()
        });
        let done =
            intents_since(request.at, lines).any(|entry| entry.change.as_ref() == Some(&request.change.to_string()));
        Ok(AskedChange { approvals: found.into_iter().map(|one| one.signed).collect(), done, request })
    }
}

/// Whether it was done since it was asked for, as far as anybody knows.
fn is_done(request: &Request, lines: &[Line]) -> bool {
    intents_since(request.at, lines).any(|entry| entry.request.as_ref() == Some(&request.id))
}

/// The writes that were begun since then, unless they surely did not happen.
fn intents_since(at: Timestamp, lines: &[Line]) -> impl Iterator<Item = &Entry> {
    let undone = undone(lines);
    let begun = lines.iter().filter(move |line| !undone.contains(&line.n)).map(|line| &line.entry);
    begun.filter(move |entry| entry.kind == EntryKind::Intent && entry.at >= at)
}

/// The youngest of each name: a copy of a request is no second one.
pub(super) fn once(mut requests: Vec<Request>) -> Vec<Request> {
    requests.sort_by(|one, other| (&one.id, other.at).cmp(&(&other.id, one.at)));
    requests.dedup_by(|one, other| one.id == other.id);
    requests
}
