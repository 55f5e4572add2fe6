//! The server's audit log, the newest entry first.

use mfadir_core::{Event, EventQuery, Page, PageRequest, Result};
use mfadir_http::{Path, Request};

use super::{client::Client, place::Place, zone::Zone};
use crate::{
    person::Person,
    wire::{EventPage, EventRow},
};

const DUE: &str = "a page of events";

/// How many entries a page has where nothing is said.
const USUAL: u32 = 200;

impl Client {
    /// One page of what was done in the realm. Reads are left out, since reading the log is an entry of its own: the
    /// pages would move on while they are read. The first call takes a second request, for the server's clock.
    pub(super) async fn events(&self, query: &EventQuery, wanted: &PageRequest) -> Result<Page<Event>> {
        let person = query.user.as_ref().map(|user| self.person(user)).transpose()?;
        let limit = Some(wanted.limit.unwrap_or(USUAL));
        let place = Place::of(&PageRequest { limit, ..wanted.clone() })?;
        let answer = self.ask(place.in_query(self.audit(person.as_ref()), "page_size")).await?;
        let page: EventPage = answer.read(DUE)?;
        let rows: Vec<EventRow> = answer.response.rows(page.auditdata, DUE)?;
        let zone = self.zone().await?;
        let is_over = rows.last().is_some_and(|row| query.since.is_some_and(|since| zone.time(row.date) < since));
        let next = page.next.filter(|_| !is_over).and_then(|next| place.follow(next));
        let items = rows.into_iter().filter(|row| answers(row, query, person.as_ref(), zone));
        let items = items
            .map(|row| {
                let at = zone.time(row.date);
                row.event(at)
            })
            .collect();
        Ok(Page { items, next: next.map(Place::cursor) })
    }

    /// A user's name is a pattern here, so what comes back is looked at once more.
    fn audit(&self, person: Option<&Person>) -> Request {
        let log = Request::get(&Path::new("/audit/"))
            .query("realm", &self.realm)
            .query("action", "!GET*")
            .query("sortorder", "desc");
        person.into_iter().fold(log, |log, person| log.query("user", person.login()))
    }
}

fn answers(row: &EventRow, query: &EventQuery, person: Option<&Person>, zone: Zone) -> bool {
    let at = zone.time(row.date);
    query.since.is_none_or(|since| at >= since)
        && query.until.is_none_or(|until| at < until)
        && person.is_none_or(|person| row.person().is_some_and(|about| about.may_be(person)))
}
