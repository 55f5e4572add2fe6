//! Our side, out of the audit log.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use mfadir_core::{FactorId, FactorType, Operation};
use mfadir_journal::{Entry, EntryKind, Line, Mention};
use mfadir_ops::{Ending, OurAct, OurReceipt};

/// What our log tells.
#[derive(Debug, Default)]
pub(super) struct Ours {
    pub(super) acts: Vec<OurAct>,
    pub(super) receipts: Vec<OurReceipt>,
    /// The receipts and approvals of which the log tells, with the number of the first entry of each.
    pub(super) entered: BTreeMap<String, u64>,
    /// The tickets of entries that are no writes.
    pub(super) spoken_of: BTreeSet<String>,
    /// When the log begins; nothing where there is none.
    pub(super) log_begins: Option<Timestamp>,
}

impl Ours {
    /// What these lines tell, the last ones of a log.
    pub(super) fn of(lines: &[Line], there_is_a_log: bool) -> Self {
        let mut acts = BTreeMap::new();
        let mut ours = Self { log_begins: there_is_a_log.then(|| begins(lines)), ..Self::default() };
        for line in lines {
            ours.enter(line);
            let Line { n, entry, .. } = line;
            match entry.kind {
                EntryKind::Intent => acts.extend(act(*n, entry).map(|act| (*n, act))),
                EntryKind::Outcome => end(&mut acts, entry),
                _ => ours.other(*n, entry),
            }
        }
        ours.acts = acts.into_values().collect();
        ours
    }

    /// Notes the receipt or approval that this line tells of.
    pub(super) fn enter(&mut self, Line { n, entry, .. }: &Line) {
        let told = match entry.kind {
            EntryKind::Receipt => entry.receipt.as_slice(),
            EntryKind::Approval => entry.approvals.as_slice(),
            _ => &[],
        };
        for id in told {
            self.entered.entry(id.clone()).and_modify(|first| *first = (*n).min(*first)).or_insert(*n);
        }
    }

    /// Whether an act rests on something that none of these lines tells of: an older one may.
    pub(super) fn lacks_some(&self) -> bool {
        self.acts.iter().flat_map(|act| &act.proofs).any(|id| !self.entered.contains_key(id))
    }

    fn other(&mut self, number: u64, entry: &Entry) {
        // A comparison speaks of tickets for which nothing was done.
        if entry.kind != EntryKind::Reconciliation {
            self.spoken_of.extend(entry.ticket.clone());
        }
        self.receipts.extend((entry.kind == EntryKind::Receipt).then(|| receipt(number, entry)).flatten());
    }
}

/// Where the first line is not among them, the log began before anything that is looked at.
fn begins(lines: &[Line]) -> Timestamp {
    lines.first().filter(|line| line.n == 1).map_or(Timestamp::MIN, |line| line.entry.at)
}

/// The write that an intent tells of.
fn act(number: u64, entry: &Entry) -> Option<OurAct> {
    let user = entry.user.as_ref()?;
    let operation = entry.operation.as_deref().or(entry.verb.as_deref())?;
    let operation = Operation::ALL.iter().copied().find(|known| known.as_str() == operation)?;
    // Where all go, none is named: the provider may take some that it does not list.
    let named = if operation == Operation::Reset { &[] } else { entry.factors.as_slice() };
    Some(OurAct {
        number,
        at: entry.at,
        operator: entry.operator.id.clone(),
        user: user.id.clone(),
        login: user.login.clone(),
        operation,
        factors: named.iter().map(factor).collect(),
        ticket: entry.ticket.clone(),
        request_ids: entry.request_ids.clone(),
        proofs: entry.receipt.iter().chain(&entry.approvals).cloned().collect(),
        ending: Ending::Unknown,
    })
}

fn end(acts: &mut BTreeMap<u64, OurAct>, entry: &Entry) {
    let Some(act) = entry.of.and_then(|of| acts.get_mut(&of)) else { return };
    act.ending = match entry.result.as_deref() {
        Some("done" | "found-done") => Ending::Done,
        Some("failed" | "found-not-done") => Ending::Failed,
        _ => Ending::Unknown,
    };
    act.request_ids.extend(entry.request_ids.iter().cloned());
}

/// A receipt that rests on a factor. What somebody vouches for the provider cannot know.
fn receipt(number: u64, entry: &Entry) -> Option<OurReceipt> {
    let user = entry.user.as_ref().filter(|_| !entry.factors.is_empty())?;
    Some(OurReceipt {
        number,
        id: entry.receipt.clone().unwrap_or_default(),
        at: entry.at,
        operator: entry.operator.id.clone(),
        user: user.id.clone(),
        login: user.login.clone(),
        ticket: entry.ticket.clone(),
        transactions: entry.request_ids.clone(),
    })
}

fn factor(mention: &Mention) -> (Option<FactorId>, FactorType) {
    let Ok(factor_type) = mention.factor_type.parse();
    (mention.id.clone(), factor_type)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::{Operation, Operator, Via};
    use mfadir_journal::{Entry, EntryKind, Hash, Line, Mention, Person};
    use mfadir_ops::Ending;

    use super::Ours;

    fn entry(kind: EntryKind) -> Entry {
        let operator = Operator { id: "olga".to_owned(), via: Via::Os, on_behalf_of: None, host: None };
        Entry {
            user: Some(Person { id: "u1".into(), login: "ada@example.com".to_owned() }),
            operation: Some("remove".to_owned()),
            ticket: Some("INC1".to_owned()),
            factors: vec![Mention { id: Some("t1".into()), factor_type: "totp@okta".to_owned() }],
            ..Entry::new(kind, Timestamp::UNIX_EPOCH, "acme".into(), operator, "0.1.0")
        }
    }

    fn lines(first: u64, entries: Vec<Entry>) -> Vec<Line> {
        (first..).zip(entries).map(|(n, entry)| Line { n, prev: Hash::of(b""), entry }).collect()
    }

    #[test]
    fn an_intent_and_its_outcome_are_one_act() {
        let outcome = Entry {
            of: Some(1),
            result: Some("done".to_owned()),
            request_ids: vec!["r1".to_owned()],
            ..entry(EntryKind::Outcome)
        };
        let ours = Ours::of(&lines(1, vec![entry(EntryKind::Intent), entry(EntryKind::Intent), outcome]), true);
        let told: Vec<_> = ours.acts.iter().map(|act| (act.number, act.ending, act.request_ids.len())).collect();
        assert_eq!(told, [(1, Ending::Done, 1), (2, Ending::Unknown, 0)]);
        assert_eq!((ours.acts[0].operation, ours.acts[0].factors.len()), (Operation::Remove, 1));
        assert_eq!(ours.log_begins, Some(Timestamp::UNIX_EPOCH));
    }

    #[test]
    fn a_reset_names_no_factors_since_it_takes_all() {
        let reset = Entry { operation: Some("reset".to_owned()), ..entry(EntryKind::Intent) };
        assert!(Ours::of(&lines(1, vec![reset]), true).acts[0].factors.is_empty());
    }

    #[test]
    fn what_somebody_vouches_for_the_provider_is_not_asked() {
        let attested = Entry { factors: Vec::new(), ..entry(EntryKind::Receipt) };
        let ours = Ours::of(&lines(5, vec![entry(EntryKind::Receipt), attested]), true);
        assert_eq!((ours.receipts.len(), ours.log_begins), (1, Some(Timestamp::MIN)));
        assert!(ours.spoken_of.contains("INC1"));
    }

    #[test]
    fn without_a_log_nothing_begins() {
        assert_eq!(Ours::of(&[], false).log_begins, None);
    }

    #[test]
    fn what_an_act_rests_on_may_stand_in_an_older_line() {
        let act =
            Entry { receipt: Some("rc-1".to_owned()), approvals: vec!["ap-1".to_owned()], ..entry(EntryKind::Intent) };
        let approved = Entry { approvals: vec!["ap-1".to_owned()], ..entry(EntryKind::Approval) };
        let mut ours = Ours::of(&lines(5, vec![approved, act]), true);
        assert!(ours.lacks_some());
        let verified = Entry { receipt: Some("rc-1".to_owned()), ..entry(EntryKind::Receipt) };
        ours.enter(&lines(2, vec![verified])[0]);
        assert!(!ours.lacks_some());
        assert_eq!((ours.entered["rc-1"], ours.entered["ap-1"]), (2, 5));
    }
}
