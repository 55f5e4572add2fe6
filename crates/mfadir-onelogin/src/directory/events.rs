//! The account's own log.

use std::time::Duration;

use jiff::{Timestamp, tz::TimeZone};
use mfadir_core::{Error, ErrorKind, Event, EventQuery, Page, PageRequest, Result, UserId};
use mfadir_http::{Path, Request};

use super::client::Client;
use crate::{id::is_id_shaped, wire::EventRow};

/// OneLogin's `since` leaves out what happened at that very time; times have milliseconds.
const JUST_BEFORE: Duration = Duration::from_millis(1);

impl Client {
    /// What comes back is looked at once more: a filter that OneLogin does not know is passed over there.
    pub(super) async fn events(&self, query: &EventQuery, wanted: &PageRequest) -> Result<Page<Event>> {
        let page = self.page::<EventRow>(request(query)?, wanted, "a list of events").await?;
        let events = page.items.into_iter().map(Event::from);
        Ok(Page { items: events.filter(|event| answers(event, query)).collect(), next: page.next })
    }
}

fn request(query: &EventQuery) -> Result<Request> {
    let user = query.user.as_ref().map(id).transpose()?;
    let since = query.since.map(|since| time(since - JUST_BEFORE));
    let until = query.until.map(time);
    // Ids are given in the order of time.
    let sort = query.newest_first.then(|| "-id".to_owned());
    let filters = [("user_id", user), ("since", since), ("until", until), ("sort", sort)];
    let events = Request::get(&Path::new("/api/1/events"));
    Ok(filters.into_iter().fold(events, |request, (name, value)| match value {
        Some(value) => request.query(name, &value),
        None => request,
    }))
}

fn answers(event: &Event, query: &EventQuery) -> bool {
    query.since.is_none_or(|since| event.at >= since)
        && query.until.is_none_or(|until| event.at < until)
        && query.user.as_ref().is_none_or(|user| event.user.as_ref() == Some(user))
}

fn id(user: &UserId) -> Result<String> {
    if is_id_shaped(user.as_str()) {
        return Ok(user.to_string());
    }
    Err(Error::new(ErrorKind::NotFound, format!("{:?} is nobody's id at OneLogin", user.as_str())))
}

fn time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn times_have_milliseconds() {
        let at = |text: &str| time(text.parse().expect("a time"));
        assert_eq!(at("2026-01-15T09:30:00Z"), "2026-01-15T09:30:00.000Z");
        assert_eq!(at("2026-01-15T09:30:00.1239Z"), "2026-01-15T09:30:00.123Z");
    }
}
