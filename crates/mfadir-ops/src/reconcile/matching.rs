//! Which event tells of which act.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::SignedDuration;
use mfadir_core::{Event, Operation};

use super::{
    books::{Books, OurAct},
    excess,
    kin::{Kin, is_act},
    result::{By, EventStanding},
};

/// How long an enrollment may stay open.
const OPEN: SignedDuration = SignedDuration::from_hours(24);

/// The events of each act.
#[derive(Debug, Default)]
pub(super) struct Matches {
    /// By the place of the event: the place of the act.
    of: BTreeMap<usize, (usize, By)>,
    /// By the place of the act: the places of its events.
    events: BTreeMap<usize, Vec<usize>>,
    /// The events that take more than was asked for.
    more: BTreeMap<usize, usize>,
    /// The events that were there before.
    repeated: BTreeSet<usize>,
}

impl Matches {
    pub(super) fn find(books: &Books) -> Self {
        let mut matches = Self { repeated: repeated(&books.events), ..Self::default() };
        matches.by_request(books);
        matches.by_time(books);
        matches.more = excess::find(books, &matches.events);
        matches
    }

    /// By what the act is known; nothing where no event tells of it.
    pub(super) fn of_act(&self, act: usize) -> Option<By> {
        let own = self.events.get(&act).into_iter().flatten().filter(|event| !self.more.contains_key(event));
        own.filter_map(|event| self.of.get(event)).map(|(_, by)| *by).min_by_key(|by| *by == By::Time)
    }

    /// Where each event stands.
    pub(super) fn events(&self, books: &Books) -> Vec<EventStanding> {
        books.events.iter().enumerate().map(|(number, event)| self.standing(number, event, books)).collect()
    }

    fn standing(&self, number: usize, event: &Event, books: &Books) -> EventStanding {
        if self.repeated.contains(&number) {
            return EventStanding::Repeated;
        }
        if let Some(act) = self.more.get(&number) {
            return EventStanding::More(*act);
        }
        if let Some((act, by)) = self.of.get(&number) {
            return EventStanding::Ours(*act, *by);
        }
        unmatched(event, books)
    }

    fn by_request(&mut self, books: &Books) {
        let mut acts: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, act) in books.acts.iter().enumerate() {
            act.request_ids.iter().for_each(|id| acts.entry(id).or_default().push(number));
        }
        for (number, event) in self.candidates(books) {
            let asked = event.request_id.as_ref().and_then(|id| acts.get(id.as_str())).into_iter().flatten();
            let same = asked.copied().find(|act| is_about(event, &books.acts[*act]));
            if let Some(act) = same {
                self.keep(number, act, By::Request);
            }
        }
    }

    /// An event that names a request of somebody else is never ours, and an act whose own requests are known is looked for
    /// by them alone where the provider names requests.
    fn by_time(&mut self, books: &Books) {
        for (number, event) in self.candidates(books) {
            if self.of.contains_key(&number) || !is_act(event) {
                continue;
            }
            let fitting = books.acts.iter().enumerate().filter(|(place, act)| {
                (is_at_its_time(event, act, books) || completes(event, act))
                    && is_about(event, act)
                    && excess::may_be_meant(event, act)
                    && self.has_room(*place, act)
            });
            let nearest = fitting.min_by_key(|(_, act)| act.at.duration_until(event.at).abs()).map(|(place, _)| place);
            if let Some(act) = nearest {
                self.keep(number, act, By::Time);
            }
        }
    }

    fn keep(&mut self, event: usize, act: usize, by: By) {
        self.of.insert(event, (act, by));
        self.events.entry(act).or_default().push(event);
    }

    /// Whether one more event may tell of the act: each factor goes once.
    fn has_room(&self, place: usize, act: &OurAct) -> bool {
        let taken = self.events.get(&place).map_or(0, Vec::len);
        act.operation == Operation::Reset || taken < act.factors.len().max(1)
    }

    fn candidates<'a>(&self, books: &'a Books) -> Vec<(usize, &'a Event)> {
        books.events.iter().enumerate().filter(|(number, _)| !self.repeated.contains(number)).collect()
    }
}

/// Whether the event may tell of the act although neither names a request that the other knows.
fn is_at_its_time(event: &Event, act: &OurAct, books: &Books) -> bool {
    let unnamed = event.request_id.is_none() || act.request_ids.is_empty();
    unnamed && books.period.together(event.at, act.at)
}

/// Whether the person completed what was enrolled for them: by a request of their own, as long as it may be open.
fn completes(event: &Event, act: &OurAct) -> bool {
    let after = act.at.duration_until(event.at);
    (act.operation, event.operation) == (Operation::Enroll, Some(Operation::Activate))
        && (SignedDuration::ZERO..OPEN).contains(&after)
        && act.factors.iter().any(|(_, factor_type)| event.factor_type.as_ref() == Some(factor_type))
}

/// Whether event and act are on the same person and of the same kind.
fn is_about(event: &Event, act: &OurAct) -> bool {
    let same_person = event.user.as_ref().is_none_or(|user| *user == act.user);
    same_person && Kin::of_event(event) == Kin::of(act.operation) && event.operation.is_some()
}

fn repeated(events: &[Event]) -> BTreeSet<usize> {
    let mut seen = HashSet::new();
    events.iter().enumerate().filter(|(_, event)| !seen.insert(&event.id)).map(|(number, _)| number).collect()
}

fn unmatched(event: &Event, books: &Books) -> EventStanding {
    if !is_act(event) || !books.period.holds(event.at) {
        return EventStanding::Aside;
    }
    if is_by_themselves(event, books) {
        return EventStanding::Themselves;
    }
    if books.log_begins.is_none_or(|begins| event.at < begins) {
        return EventStanding::CannotTell("our log begins later".to_owned());
    }
    EventStanding::Stranger
}

fn is_by_themselves(event: &Event, books: &Books) -> bool {
    let login = event.user.as_ref().and_then(|user| books.logins.get(user));
    event.is_by_themselves(login.map(String::as_str)) == Some(true)
}
