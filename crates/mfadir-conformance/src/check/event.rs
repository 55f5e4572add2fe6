//! The provider's own record.

use std::{collections::BTreeSet, time::Duration};

use mfadir_core::{Event, EventQuery, MfaDirectoryExt, Operation, PageRequest, RemoveOptions, RequestId, UserId};

use super::Check;
use crate::{
    outcome::{Expect, Verdict, ensure},
    scene,
    subject::Subject,
};

const EVENTS: &[Operation] = &[Operation::Factors, Operation::Remove, Operation::Events];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "events-record-a-removal",
        "A removal is in the log, with its user, and its request where the log names requests.",
        EVENTS,
        |subject| Box::pin(record_a_removal(subject)),
    ),
    Check::new("events-of-one-user", "Events of one user are about nobody else.", EVENTS, |subject| {
        Box::pin(of_one_user(subject))
    }),
    Check::new("events-of-a-time", "Events of a time are neither older nor newer.", EVENTS, |subject| {
        Box::pin(of_a_time(subject))
    }),
    Check::new(
        "event-pages-hold-each-once",
        "Short pages hold the same events as the longest ones.",
        EVENTS,
        |subject| Box::pin(pages_hold_each_once(subject)),
    ),
    Check::new(
        "events-newest-first",
        "Where the newest are wanted first, no page tells an older event before a newer one, and none is lost.",
        EVENTS,
        |subject| Box::pin(newest_first(subject)),
    ),
];

async fn events(subject: &dyn Subject, query: &EventQuery, limit: Option<u32>) -> Verdict<Vec<Event>> {
    let directory = subject.directory();
    scene::items(directory.event_pages(query, PageRequest { limit, cursor: None })).await
}

/// Removes every factor of two people, and answers with what was done to the first.
async fn removals(subject: &dyn Subject) -> Verdict<(UserId, Vec<Option<RequestId>>)> {
    let user = scene::id(subject, &subject.cast().one).await?;
    let requests = empty(subject, &user).await?;
    empty(subject, &scene::id(subject, &subject.cast().several).await?).await?;
    Ok((user, requests))
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn empty(subject: &dyn Subject, user: &UserId) -> Verdict<Vec<Option<RequestId>>> {
    let mut requests = Vec::new();
    while let Some(factor) = scene::factors(subject, user).await?.first() {
        let done = subject.directory().remove(user, &factor.id, &RemoveOptions::default()).await.worked("removing")?;
        requests.push(done.request_id);
    }
    // Some logs come late. Where nobody can wait for that, this one must not.
    let _ = subject.advance(Duration::from_hours(1)).await;
    Ok(requests)
}

async fn record_a_removal(subject: &dyn Subject) -> Verdict {
    let (user, requests) = removals(subject).await?;
    let events = events(subject, &EventQuery::default(), None).await?;
    for request in requests {
        let recorded = events.iter().any(|event| {
            event.operation == Some(Operation::Remove)
                && event.user.as_ref() == Some(&user)
                && (event.request_id.is_none() || request.is_none() || event.request_id == request)
        });
        ensure!(recorded, "the request {request:?} is in no event about {user}: {events:?}");
    }
    Ok(())
}

async fn of_one_user(subject: &dyn Subject) -> Verdict {
    let (user, _) = removals(subject).await?;
    let query = EventQuery { user: Some(user.clone()), ..EventQuery::default() };
    let events = events(subject, &query, None).await?;
    ensure!(!events.is_empty(), "there are no events about {user}");
    let other = events.iter().find(|event| event.user.as_ref() != Some(&user));
    ensure!(other.is_none(), "among the events of {user} is {other:?}");
    Ok(())
}

async fn of_a_time(subject: &dyn Subject) -> Verdict {
    removals(subject).await?;
    let all = events(subject, &EventQuery::default(), None).await?;
    let Some(last) = all.iter().map(|event| event.at).max() else { return Ok(()) };
    let later = EventQuery { since: Some(last), ..EventQuery::default() };
    let earlier = EventQuery { until: Some(last), ..EventQuery::default() };
    let (later, earlier) = (events(subject, &later, None).await?, events(subject, &earlier, None).await?);
    ensure!(later.iter().all(|event| event.at >= last) && !later.is_empty(), "since {last}: {later:?}");
    ensure!(earlier.iter().all(|event| event.at < last), "until {last}: {earlier:?}");
    ensure!(later.len() + earlier.len() == all.len(), "{} and {} of {}", later.len(), earlier.len(), all.len());
    Ok(())
}

async fn newest_first(subject: &dyn Subject) -> Verdict {
    removals(subject).await?;
    let query = EventQuery { newest_first: true, ..EventQuery::default() };
    let ids = |events: &[Event]| events.iter().map(|event| event.id.clone()).collect::<BTreeSet<_>>();
    let all = ids(&events(subject, &EventQuery::default(), None).await?);
    for limit in [None, Some(2)] {
        let told = events(subject, &query, limit).await?;
        let times: Vec<_> = told.iter().map(|event| event.at).collect();
        ensure!(times.is_sorted_by(|one, next| one >= next), "with pages of {limit:?} the times are {times:?}");
        ensure!(ids(&told) == all, "with pages of {limit:?} there are {} events of {}", told.len(), all.len());
    }
    Ok(())
}

async fn pages_hold_each_once(subject: &dyn Subject) -> Verdict {
    removals(subject).await?;
    let ids = |events: Vec<Event>| events.into_iter().map(|event| event.id).collect::<Vec<_>>();
    let short = ids(events(subject, &EventQuery::default(), Some(1)).await?);
    let long = ids(events(subject, &EventQuery::default(), None).await?);
    ensure!(short == long, "short pages hold {short:?}, long ones {long:?}");
    Ok(())
}
