//! What earlier acts rested on.

use mfadir_journal::{EntryKind, Line};
use mfadir_policy::{Used, Verb};

use super::history::undone;

/// The receipts and approvals that were used: by every intent, unless what it announced surely did not happen.
pub(super) fn used(lines: &[Line]) -> Used {
    let undone = undone(lines);
    let mut used = Used::default();
    for Line { n, entry, .. } in lines.iter().filter(|line| line.entry.kind == EntryKind::Intent) {
        let verb = entry.verb.as_ref().and_then(|verb| verb.parse::<Verb>().ok());
        if let Some(verb) = verb.filter(|_| !undone.contains(n)) {
            entry.receipt.iter().for_each(|id| used.note(id, verb));
            let change = entry.change.as_ref().and_then(|change| change.parse().ok());
            entry.approvals.iter().for_each(|id| match change {
                Some(change) => used.note_step(id, change),
                None => used.note(id, verb),
            });
        }
    }
    used
}
