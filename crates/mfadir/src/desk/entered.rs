//! Which receipts and approvals the log tells of. What is in no entry counts for nothing, whoever signed it: it was not
//! made here, where a caller is really asked and a second operator really looks.

use mfadir_core::UserId;
use mfadir_journal::{Entry, EntryKind, Line};
use mfadir_policy::{Approval, ChangeApproval, Receipt, Signed};

use super::{entry::digest_of, proofs::Found};

/// A record of which the log tells where it counts.
pub(super) trait Entered {
    /// Whether this entry tells of it: of the same id, person, ticket, operator and time.
    fn is_told_by(&self, entry: &Entry) -> bool;
}

/// Keeps the records of which one of these lines tells.
pub(super) fn keep<T: Entered>(found: &mut Vec<Found<T>>, lines: &[Line]) {
    let told: Vec<&Entry> = lines.iter().map(|line| &line.entry).filter(|entry| tells_of_proofs(entry)).collect();
    found.retain(|Found { record, signed }| {
        told.iter().any(|entry| record.is_told_by(entry) && is_word_for_word(entry, signed))
    });
}

fn tells_of_proofs(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Receipt | EntryKind::Approval)
}

/// Whether it is the very text that was written down. An entry of before that was written down says nothing of it.
fn is_word_for_word(entry: &Entry, signed: &Signed) -> bool {
    entry.record.as_ref().is_none_or(|record| *record == digest_of(&signed.text))
}

fn is_about(entry: &Entry, user: &UserId) -> bool {
    entry.user.as_ref().is_some_and(|person| person.id == *user)
}

impl Entered for Receipt {
    fn is_told_by(&self, entry: &Entry) -> bool {
        entry.kind == EntryKind::Receipt
            && entry.receipt.as_ref() == Some(&self.id)
            && is_about(entry, &self.user)
            && (&entry.ticket, &entry.operator.id, entry.at) == (&self.ticket, &self.operator.id, self.at)
    }
}

impl Entered for Approval {
    fn is_told_by(&self, entry: &Entry) -> bool {
        entry.kind == EntryKind::Approval
            && entry.approvals.contains(&self.id)
            && is_about(entry, &self.user)
            && (&entry.ticket, &entry.operator.id, entry.at) == (&self.ticket, &self.by, self.at)
    }
}

impl Entered for ChangeApproval {
    fn is_told_by(&self, entry: &Entry) -> bool {
        entry.kind == EntryKind::Approval
            && entry.approvals.contains(&self.id)
            && entry.change.as_ref() == Some(&self.change.to_string())
            && (&entry.operator.id, entry.at) == (&self.by, self.at)
    }
}
