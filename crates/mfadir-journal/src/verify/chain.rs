//! Line after line, each held against the one before.

use std::{collections::BTreeSet, io, path::Path};

use jiff::Timestamp;

use super::fault::{Fault, FaultKind};
use crate::{
    entry::EntryKind,
    head::Head,
    line::{Hash, Kept, Link},
    segment::{Lines, Raw},
};

/// What was read so far.
pub(super) struct Chain {
    count: u64,
    hash: Hash,
    /// The hash of the line before the last one, as far as the head may end there.
    before: Hash,
    head_count: Option<u64>,
    /// How many lines a signature speaks for, and the hash that it has to name.
    mark: (Option<u64>, Option<Hash>),
    open: BTreeSet<u64>,
    /// The open writes when the head's last line was read.
    open_at_head: BTreeSet<u64>,
    between: Option<(Timestamp, Timestamp)>,
    /// The place of the last line.
    previous: Option<Fault>,
    doubt: Option<Doubt>,
}

/// A line that does not fit. What follows tells how it came about.
struct Doubt {
    fault: Fault,
    /// The place of the line before, which may be the one that was changed.
    previous: Option<Fault>,
    /// The hash of the doubtful line, where nothing behind it was read.
    last: Option<Hash>,
    wanted: u64,
}

/// A line as it was read.
struct Seen<'a> {
    link: Option<Link<'a>>,
    hash: Hash,
    fault: Fault,
}

impl Chain {
    pub(super) fn new(head_count: Option<u64>, mark: Option<u64>) -> Self {
        Self {
            count: 0,
            hash: Hash::none(),
            before: Hash::none(),
            head_count,
            mark: (mark, None),
            open: BTreeSet::new(),
            open_at_head: BTreeSet::new(),
            between: None,
            previous: None,
            doubt: None,
        }
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    pub(super) fn between(&self) -> Option<(Timestamp, Timestamp)> {
        self.between
    }

    /// Whether the log went through this head, which was signed.
    pub(super) fn held(&self, signed: &Head) -> bool {
        self.mark.1.as_ref() == Some(&signed.hash) || (signed.count == 0 && signed.hash == Hash::none())
    }

    pub(super) fn into_open(self) -> Vec<u64> {
        self.open.into_iter().collect()
    }

    pub(super) fn read(&mut self, path: &Path) -> io::Result<()> {
        let mut lines = Lines::of(path)?;
        let mut number = 0;
        while let Some(raw) = lines.next()? {
            number += 1;
            let fault = Fault { file: path.display().to_string(), line: Some(number), kind: FaultKind::Edited };
            let Some(seen) = Seen::of(raw, fault.clone()) else { continue };
            let previous = self.previous.replace(fault);
            self.take(seen, previous);
        }
        Ok(())
    }

    fn take(&mut self, seen: Seen<'_>, previous: Option<Fault>) {
        if let Some(doubt) = &mut self.doubt {
            doubt.learn(&seen);
            return;
        }
        match self.reason_to_doubt(&seen) {
            None => self.add(&seen),
            Some(kind) => {
                let previous = previous.filter(|_| kind == FaultKind::Edited && seen.link.is_some());
                let fault = Fault { kind, ..seen.fault };
                self.doubt = Some(Doubt { fault, previous, last: Some(seen.hash), wanted: self.count + 1 });
            }
        }
    }

    fn reason_to_doubt(&self, seen: &Seen<'_>) -> Option<FaultKind> {
        let Some(link) = &seen.link else { return Some(FaultKind::Edited) };
        match (link.n == self.count + 1, link.prev == self.hash.as_str()) {
            (true, true) => None,
            (true, false) | (false, true) => Some(FaultKind::Edited),
            (false, false) => Some(FaultKind::Missing(self.count + 1)),
        }
    }

    fn add(&mut self, seen: &Seen<'_>) {
        let Some(Link { entry: Kept { at, kind, of }, .. }) = seen.link else { return };
        self.count += 1;
        self.before = std::mem::replace(&mut self.hash, seen.hash.clone());
        self.between = Some((self.between.map_or(at, |(first, _)| first), at));
        if kind == EntryKind::Intent {
            self.open.insert(self.count);
        }
        if let Some(of) = of.filter(|_| kind == EntryKind::Outcome) {
            self.open.remove(&of);
        }
        if self.mark.0 == Some(self.count) {
            self.mark.1 = Some(self.hash.clone());
        }
        if self.head_count == Some(self.count) {
            self.open_at_head = self.open.clone();
        }
    }

    /// What is wrong where there is no head: a line that does not fit tells more than that.
    pub(super) fn without_head(&mut self, folder: &Path) -> Fault {
        let no_head = || Fault::at_head(folder, FaultKind::NoHead);
        self.doubt.take().map_or_else(no_head, |doubt| doubt.fault)
    }

    /// Holds the end against the head; whether one line stands behind it.
    pub(super) fn end(&mut self, folder: &Path, head: &Head) -> Result<bool, Fault> {
        if let Some(doubt) = self.doubt.take() {
            return Err(doubt.end(&head.hash));
        }
        let at_head = |kind| Err(Fault::at_head(folder, kind));
        let ahead = self.count == head.count + 1;
        let hash = if ahead { &self.before } else { &self.hash };
        match self.count {
            is if is < head.count => return at_head(FaultKind::Cut { was: head.count, is }),
            is if is > head.count + 1 => return at_head(FaultKind::OldHead { head: head.count, is }),
            is if *hash != head.hash => {
                let old = || Fault::at_head(folder, FaultKind::OldHead { head: head.count, is });
                return Err(self.previous.take().filter(|_| !ahead).unwrap_or_else(old));
            }
            _ => {}
        }
        if self.open_at_head == head.open { Ok(ahead) } else { at_head(FaultKind::OpenWrites) }
    }
}

impl<'a> Seen<'a> {
    /// Nothing where a crash cut the line short: it was never part of the log.
    fn of(raw: Raw<'a>, fault: Fault) -> Option<Self> {
        let link = serde_json::from_slice(raw.bytes).ok();
        raw.whole.then(|| Self { link, hash: Hash::of(raw.bytes), fault })
    }
}

impl Doubt {
    /// The line behind the doubtful one tells which of two was changed; a later one may be the one that is missed.
    fn learn(&mut self, seen: &Seen<'_>) {
        let Some(link) = &seen.link else {
            self.last = None;
            return;
        };
        if self.last.take().is_some_and(|last| last.as_str() == link.prev) {
            self.settle();
        }
        if matches!(self.fault.kind, FaultKind::Missing(_)) && link.n == self.wanted {
            self.fault.kind = FaultKind::Reordered(self.wanted);
        }
    }

    /// The doubtful line is what the one behind it was written for: then the one before it was changed.
    fn settle(&mut self) {
        if let Some(previous) = self.previous.take() {
            self.fault = previous;
        }
    }

    fn end(mut self, head: &Hash) -> Fault {
        if self.last.take().is_some_and(|last| last == *head) {
            self.settle();
        }
        self.fault
    }
}
