//! The three lists.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Event, FactorId, FactorType, Operation, UserId};

/// How far the clocks of the provider and this machine may differ, and how long a write may take.
const SLACK: SignedDuration = SignedDuration::from_mins(5);
/// How late an event may show.
const DELAY: SignedDuration = SignedDuration::from_mins(15);
/// How long every provider keeps its log, as far as that is known.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What is looked at, and what is known of the clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Not before this time.
    pub since: Timestamp,
    /// When the lists were read.
    pub now: Timestamp,
    /// How far two times of the same act may be apart.
    pub slack: SignedDuration,
    /// How late an event may show.
    pub delay: SignedDuration,
    /// How long the provider keeps its log.
    pub kept: SignedDuration,
}

impl Period {
    /// From then to now, with the usual allowances: 5 minutes between the clocks, 15 until an event shows, 90 days until
    /// it is forgotten.
    pub fn new(since: Timestamp, now: Timestamp) -> Self {
        Self { since, now, slack: SLACK, delay: DELAY, kept: KEPT }
    }

    /// From when on the lists have to be read, so that the other half of what lies on the edge is there.
    pub fn read_since(&self) -> Timestamp {
        earlier(self.since, self.slack)
    }

    pub(super) fn holds(&self, at: Timestamp) -> bool {
        at >= self.since
    }

    pub(super) fn is_forgotten(&self, at: Timestamp) -> bool {
        at < earlier(self.now, self.kept)
    }

    pub(super) fn may_show_later(&self, at: Timestamp) -> bool {
        at > earlier(self.now, self.delay)
    }

    pub(super) fn together(&self, one: Timestamp, other: Timestamp) -> bool {
        one.duration_until(other).abs() <= self.slack
    }
}

fn earlier(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// How a write of ours ended, as it was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The provider said that it was done.
    Done,
    /// The provider said that it was not, or it never got there.
    Failed,
    /// Nobody noted it, or the answer was lost.
    Unknown,
}

/// One write that we wrote down before it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OurAct {
    /// The number of its entry in the log.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub operator: String,
    /// On whom.
    pub user: UserId,
    /// What they sign in with.
    pub login: String,
    /// What.
    pub operation: Operation,
    /// The factors that were to go or that it was about, with those that go along by themselves; empty where all go.
    pub factors: Vec<(Option<FactorId>, FactorType)>,
    /// For which ticket.
    pub ticket: Option<String>,
    /// The provider's ids of the requests.
    pub request_ids: Vec<String>,
    /// The receipt and the approvals that it says it rests on.
    pub proofs: Vec<String>,
    /// How it ended.
    pub ending: Ending,
}

/// That a caller was verified with a factor. What somebody vouches for the provider cannot know, and is not listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OurReceipt {
    /// The number of its entry in the log.
    pub number: u64,
    /// Its name.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who verified.
    pub operator: String,
    /// Whom.
    pub user: UserId,
    /// What they sign in with.
    pub login: String,
    /// For which ticket.
    pub ticket: Option<String>,
    /// The provider's ids of the challenge or of the requests.
    pub transactions: Vec<String>,
}

/// A ticket, as another system lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Its number.
    pub number: String,
    /// For whom, where it says.
    pub person: Option<String>,
    /// Its state, where it says.
    pub state: Option<String>,
}

/// Everything that is joined.
#[derive(Clone, Debug)]
pub struct Books {
    /// What is looked at.
    pub period: Period,
    /// Our writes.
    pub acts: Vec<OurAct>,
    /// Our receipts.
    pub receipts: Vec<OurReceipt>,
    /// The receipts and approvals of which our log tells, whenever that was: the number of the first entry of each.
    pub entered: BTreeMap<String, u64>,
    /// The first entry that our log has; nothing where it is empty. Before it, nobody can tell what was done through us.
    pub log_begins: Option<Timestamp>,
    /// The tickets of entries that are no writes: a refusal, a receipt.
    pub spoken_of: BTreeSet<String>,
    /// The provider's events, in any order; some may be there twice.
    pub events: Vec<Event>,
    /// The tickets; nothing where no list was handed in.
    pub tickets: Option<Vec<Ticket>>,
    /// What people sign in with, where it is known: who acts on themselves is told by it.
    pub logins: BTreeMap<UserId, String>,
}
