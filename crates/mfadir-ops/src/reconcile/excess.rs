//! More factors went than were asked for.
//!
//! A provider may take a whole family of factors when it is asked for one. What is known to go along stands in the act;
//! an event of the same request about any other factor tells of somebody who lost more than the desk said.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use mfadir_core::{Event, FactorId, FactorType, Operation};

use super::{
    books::{Books, OurAct},
    kin::{Kin, is_act},
};

/// How far apart the events of one request are.
const MOMENT: SignedDuration = SignedDuration::from_secs(5);

type Factor = (Option<FactorId>, FactorType);

/// The events that tell of a factor that was not asked for, each with its act. `of` are the events of each act.
pub(super) fn find(books: &Books, of: &BTreeMap<usize, Vec<usize>>) -> BTreeMap<usize, usize> {
    let matched: BTreeSet<usize> = of.values().flatten().copied().collect();
    let mut more = BTreeMap::new();
    for (place, own) in of {
        let act = &books.acts[*place];
        if !names_what_goes(act) {
            continue;
        }
        let beside = own.iter().flat_map(|event| along(*event, act, books, &matched));
        more.extend(unasked(act, own, &books.events).into_iter().chain(beside).map(|event| (event, *place)));
    }
    more
}

/// Whether the event may tell of one of the factors that the act names.
pub(super) fn may_be_meant(event: &Event, act: &OurAct) -> bool {
    !names_what_goes(act) || act.factors.iter().any(|factor| fit(event, factor) > 0) || is_silent(event)
}

fn names_what_goes(act: &OurAct) -> bool {
    act.operation == Operation::Remove && !act.factors.is_empty()
}

/// Each factor is taken by the event that fits it best; what is left over was not asked for.
fn unasked(act: &OurAct, own: &[usize], events: &[Event]) -> Vec<usize> {
    let mut asked: Vec<&Factor> = act.factors.iter().collect();
    let mut left_over = own.to_vec();
    for least in [2, 1, 0] {
        left_over.retain(|number| {
            let event = &events[*number];
            let found = asked.iter().position(|factor| match least {
                0 => is_silent(event),
                least => fit(event, factor) >= least,
            });
            found.map(|place| asked.remove(place)).is_none()
        });
    }
    left_over
}

/// The same factor by its id, or by its type: a provider's log may know it under another id than its list.
fn fit(event: &Event, (id, factor_type): &Factor) -> u8 {
    if id.is_some() && event.factor == *id {
        return 2;
    }
    u8::from(event.factor_type.as_ref() == Some(factor_type))
}

/// Whether the event does not say which factor it is about.
fn is_silent(event: &Event) -> bool {
    event.factor.is_none() && event.factor_type.is_none()
}

/// What the provider tells of the same person at the same moment by the same hand, where it names no requests.
fn along(event: usize, act: &OurAct, books: &Books, matched: &BTreeSet<usize>) -> Vec<usize> {
    let first = &books.events[event];
    if first.request_id.is_some() {
        return Vec::new();
    }
    let others = books.events.iter().enumerate().filter(|(number, other)| {
        !matched.contains(number)
            && first.id != other.id
            && other.request_id.is_none()
            && is_act(other)
            && Kin::of_event(other) == Some(Kin::Taking)
            && other.user.as_ref() == Some(&act.user)
            && other.actor == first.actor
            && first.at.duration_until(other.at).abs() <= MOMENT
    });
    others.map(|(number, _)| number).collect()
}
