//! What acts still owe: who was to be told of them and was not, because the run was cut off.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::{
    entry::{Entry, EntryKind},
    line::Line,
};

/// What stands for the sessions of the person in what is owed.
pub const SESSIONS: &str = "sessions";

/// The request that an act is, and when it was decided about.
type Key = (String, Timestamp);

/// Reads what is owed out of lines, the oldest first. It remembers those acts alone that still owe something.
#[derive(Clone, Debug, Default)]
pub struct Owing {
    acts: BTreeMap<Key, OwingAct>,
    intents: BTreeMap<u64, Key>,
}

/// An act that owes something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwingAct {
    /// The number of its first line.
    pub number: u64,
    /// What was announced, with the factors of all its writes.
    pub intent: Entry,
    /// Whether a write of it happened, as far as its answers tell.
    pub happened: Happened,
    /// What is still owed.
    pub owes: BTreeSet<String>,
}

/// Whether an act happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happened {
    /// As far as is known, it did not.
    No,
    /// Nobody knows.
    Perhaps,
    /// It did.
    Yes,
}

impl Owing {
    /// Takes the next line.
    pub fn see(&mut self, line: &Line) {
        let Line { n, entry, .. } = line;
        match entry.kind {
            EntryKind::Intent => self.begin(*n, entry),
            EntryKind::Outcome => self.end(entry),
            EntryKind::ReadBack if matches!(entry.result.as_deref(), Some("failed" | "nothing-to-do")) => {
                key(entry).map(|key| self.acts.remove(&key));
            }
            EntryKind::Notice => self.told(entry),
            _ => {}
        }
    }

    /// The acts that happened, or may have, and still owe something.
    pub fn left(self) -> Vec<OwingAct> {
        let mut left: Vec<OwingAct> = self.acts.into_values().filter(|act| act.happened > Happened::No).collect();
        left.sort_by_key(|act| act.number);
        left
    }

    fn begin(&mut self, number: u64, entry: &Entry) {
        if entry.operation.as_deref() == Some("end-sessions") {
            self.acts
                .iter_mut()
                .filter(|((id, _), _)| Some(id) == entry.request.as_ref())
                .for_each(|(_, act)| _ = act.owes.remove(SESSIONS));
            self.acts.retain(|_, act| !act.owes.is_empty());
        }
        let Some(key) = key(entry).filter(|_| !entry.owes.is_empty()) else { return };
        self.intents.insert(number, key.clone());
        if let Some(act) = self.acts.get_mut(&key) {
            act.intent.factors.extend(entry.factors.iter().cloned());
            return;
        }
        let owes = entry.owes.iter().cloned().collect();
        self.acts.insert(key, OwingAct { number, intent: entry.clone(), happened: Happened::No, owes });
    }

    fn end(&mut self, entry: &Entry) {
        let Some(key) = entry.of.and_then(|of| self.intents.remove(&of)) else { return };
        let happened = match entry.result.as_deref() {
            Some("done" | "found-done") => Happened::Yes,
            Some("unknown") => Happened::Perhaps,
            _ => Happened::No,
        };
        if let Some(act) = self.acts.get_mut(&key) {
            act.happened = act.happened.max(happened);
            // Another step of it announces itself anew.
            if act.happened == Happened::No {
                self.acts.remove(&key);
            }
        }
    }

    fn told(&mut self, entry: &Entry) {
        let Some((key, told)) = key(entry).zip(entry.told.as_ref()) else { return };
        if let Some(act) = self.acts.get_mut(&key) {
            act.owes.remove(told);
            if act.owes.is_empty() {
                self.acts.remove(&key);
            }
        }
    }
}

fn key(entry: &Entry) -> Option<Key> {
    entry.request.clone().zip(entry.requested_at)
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Operator, Via};

    use super::{Happened, Owing, OwingAct};
    use crate::{
        entry::{Entry, EntryKind},
        line::{Hash, Line},
    };

    fn entry(kind: EntryKind) -> Entry {
        let at = "2026-01-31T23:00:00Z".parse().expect("a time");
        let operator = Operator { id: "ann".to_owned(), via: Via::Os, on_behalf_of: None, host: None };
        let entry = Entry::new(kind, at, "acme".into(), operator, "0.1.0");
        Entry { request: Some("rq-1".to_owned()), requested_at: Some(at), ..entry }
    }

    fn intent() -> Entry {
        let owes = ["user/mail", "sessions"].map(str::to_owned).to_vec();
        Entry { owes, operation: Some("reset".to_owned()), ..entry(EntryKind::Intent) }
    }

    fn outcome(of: u64, result: &str) -> Entry {
        Entry { of: Some(of), result: Some(result.to_owned()), ..entry(EntryKind::Outcome) }
    }

    fn told(what: &str) -> Entry {
        Entry { told: Some(what.to_owned()), ..entry(EntryKind::Notice) }
    }

    fn left(entries: impl IntoIterator<Item = Entry>) -> Vec<OwingAct> {
        let mut owing = Owing::default();
        for (n, entry) in (1..).zip(entries) {
            owing.see(&Line { n, prev: Hash::none(), entry });
        }
        owing.left()
    }

    #[test]
    fn what_was_not_told_of_an_act_is_owed() {
        let [act] = &left([intent(), outcome(1, "done"), told("user/mail")])[..] else { panic!("one act") };
        assert_eq!((act.number, act.happened), (1, Happened::Yes));
        assert_eq!(act.owes.iter().collect::<Vec<_>>(), ["sessions"]);
        let ended = Entry { operation: Some("end-sessions".to_owned()), ..entry(EntryKind::Intent) };
        assert!(left([intent(), outcome(1, "done"), ended, told("user/mail")]).is_empty());
    }

    #[test]
    fn what_did_not_happen_owes_nothing() {
        assert!(left([intent()]).is_empty(), "nobody knows yet");
        assert!(left([intent(), outcome(1, "failed")]).is_empty());
        assert!(left([intent(), outcome(1, "found-not-done")]).is_empty());
        let shown = Entry { result: Some("failed".to_owned()), ..entry(EntryKind::ReadBack) };
        assert!(left([intent(), outcome(1, "done"), shown]).is_empty());
        let [act] = &left([intent(), outcome(1, "failed"), intent(), outcome(3, "unknown")])[..] else {
            panic!("the second step may have happened")
        };
        assert_eq!((act.number, act.happened), (3, Happened::Perhaps));
    }

    #[test]
    fn a_notice_of_another_request_settles_nothing() {
        let other = Entry { request: Some("rq-2".to_owned()), ..told("user/mail") };
        assert_eq!(left([intent(), outcome(1, "done"), other])[0].owes.len(), 2);
    }
}
