//! What holds for any three lists.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use mfadir_core::{Event, Operation, Outcome};
use proptest::prelude::*;

use super::{Books, Ending, EventStanding, OurAct, Period, Ticket, reconcile};
use crate::fixture::{factor_type, now};

const TYPES: [&str; 3] = ["push@acme", "totp@acme", "sms@acme"];
const OPERATIONS: [Operation; 7] = [
    Operation::Remove,
    Operation::Reset,
    Operation::Enroll,
    Operation::Activate,
    Operation::Verify,
    Operation::Unlock,
    Operation::EndSessions,
];

fn operation() -> impl Strategy<Value = Operation> {
    prop::sample::select(OPERATIONS.to_vec())
}

fn request() -> impl Strategy<Value = Option<String>> {
    prop::option::of((0_u8..5).prop_map(|number| format!("r{number}")))
}

fn act() -> impl Strategy<Value = OurAct> {
    let ending = prop::sample::select(vec![Ending::Done, Ending::Failed, Ending::Unknown]);
    (0_i64..200, 0_u8..2, operation(), request(), prop::option::of(0_u8..3), 0_usize..3, ending).prop_map(
        |(minutes, user, operation, request, ticket, factor, ending)| OurAct {
            number: 1,
            at: now() - SignedDuration::from_mins(minutes),
            operator: "olga".to_owned(),
            user: format!("u{user}").into(),
            login: format!("u{user}@example.com"),
            operation,
            factors: vec![(None, factor_type(TYPES[factor]))],
            ticket: ticket.map(|number| format!("INC{number}")),
            request_ids: request.into_iter().collect(),
            proofs: Vec::new(),
            ending,
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    (0_u8..20, 0_i64..200, 0_u8..2, prop::option::of(operation()), request(), 0_usize..3, any::<bool>()).prop_map(
        |(id, minutes, user, operation, request, factor, done)| Event {
            id: format!("e{id}"),
            at: now() - SignedDuration::from_mins(minutes),
            what: "a word".to_owned(),
            operation,
            actor: Some("desk-token".to_owned()),
            actor_id: None,
            user: Some(format!("u{user}").into()),
            login: None,
            factor: None,
            factor_type: Some(factor_type(TYPES[factor])),
            outcome: Some(if done { Outcome::Success } else { Outcome::Failure }),
            request_id: request.map(Into::into),
            user_agent: None,
        },
    )
}

fn books() -> impl Strategy<Value = Books> {
    let tickets = prop::option::of(prop::collection::vec(0_u8..4, 0..4));
    let acts = prop::collection::vec(act(), 0..8);
    (acts, prop::collection::vec(event(), 0..12), tickets).prop_map(|(acts, events, tickets)| Books {
        period: Period::new(now() - SignedDuration::from_hours(2), now()),
        acts,
        receipts: Vec::new(),
        entered: BTreeMap::new(),
        log_begins: Some(now() - SignedDuration::from_hours(3)),
        spoken_of: BTreeSet::new(),
        events,
        tickets: tickets.map(|all| {
            let ticket = |number| Ticket { number: format!("INC{number}"), person: None, state: None };
            all.into_iter().map(ticket).collect()
        }),
        logins: BTreeMap::new(),
    })
}

/// How many events of each standing, whatever their order was.
fn counted(books: &Books) -> BTreeMap<&'static str, usize> {
    let mut count = BTreeMap::new();
    for row in reconcile(books.clone()).events {
        let word = match row.standing {
            EventStanding::Stranger => "stranger",
            EventStanding::Repeated => "repeated",
            _ => "other",
        };
        *count.entry(word).or_default() += 1;
    }
    count
}

proptest! {
    #[test]
    fn nothing_is_lost_and_each_row_stands_once_in_its_order(books in books()) {
        let joined = reconcile(books.clone());
        prop_assert_eq!(joined.acts.iter().map(|row| row.act.clone()).collect::<Vec<_>>(), books.acts);
        prop_assert_eq!(joined.events.iter().map(|row| row.event.clone()).collect::<Vec<_>>(), books.events);
        let tickets = joined.tickets.map(|rows| rows.into_iter().map(|row| row.ticket).collect::<Vec<_>>());
        prop_assert_eq!(tickets, books.tickets);
    }

    #[test]
    fn an_event_is_ours_only_where_person_and_request_allow_it(books in books()) {
        let joined = reconcile(books);
        for row in &joined.events {
            let (EventStanding::Ours(act, _) | EventStanding::More(act)) = &row.standing else { continue };
            let act = &joined.acts[*act].act;
            prop_assert_eq!(row.event.user.as_ref(), Some(&act.user));
            let named = row.event.request_id.as_ref().map(ToString::to_string);
            let completes = act.operation == Operation::Enroll && row.event.operation == Some(Operation::Activate);
            prop_assert!(
                completes
                    || named.is_none()
                    || act.request_ids.is_empty()
                    || named.is_some_and(|id| act.request_ids.contains(&id))
            );
        }
    }

    #[test]
    fn with_no_log_of_ours_every_act_of_the_provider_is_told(books in books()) {
        let bare = Books { acts: Vec::new(), ..books };
        let acts = bare.events.iter().filter(|event| super::kin::is_act(event) && bare.period.holds(event.at));
        let ids: BTreeSet<&str> = acts.map(|event| event.id.as_str()).collect();
        let told = reconcile(bare.clone());
        let strange = told.events.iter().filter(|row| row.standing == EventStanding::Stranger);
        prop_assert!(strange.map(|row| row.event.id.as_str()).all(|id| ids.contains(id)));
        prop_assert!(told.events.iter().all(|row| !matches!(row.standing, EventStanding::Ours(..))));
    }

    #[test]
    fn an_event_that_comes_twice_makes_no_more_of_it(books in books()) {
        let mut twice = books.clone();
        twice.events.extend(books.events.clone());
        let (once, twice) = (counted(&books), counted(&twice));
        prop_assert_eq!(once.get("stranger"), twice.get("stranger"));
        prop_assert_eq!(
            once.get("repeated").copied().unwrap_or_default() + books.events.len(),
            twice.get("repeated").copied().unwrap_or_default()
        );
    }
}
