//! The System Log (docs/providers/okta.md, "System Log").

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{Clock, Error, ErrorKind, Event, EventQuery, Page, PageRequest, Result};
use mfadir_http::{Path, Request, once};

use super::api::Api;
use crate::{id::is_id_shaped, profile::bucket, wire::EventRow};

/// The longest page of the log; its bucket is small.
const PAGE: u32 = 1000;

/// How long Okta keeps its log. Without a beginning it would tell the last seven days alone.
const KEPT: Duration = Duration::from_hours(90 * 24);

/// How far our clock may be behind Okta's before events are missed that have no end named.
const BEHIND: Duration = Duration::from_hours(1);

impl Api {
    /// A page of the log, bounded: with an end, the pages come to one.
    pub(super) async fn events(
        &self,
        query: &EventQuery,
        wanted: &PageRequest,
        clock: &dyn Clock,
    ) -> Result<Page<Event>> {
        let response = self.page_of(first(query, clock.now())?, wanted, PAGE).await?;
        let rows = once(response.list::<EventRow>("a list of events")?, |row| &row.uuid);
        let asked_for = |event: &Event| {
            query.since.is_none_or(|since| event.at >= since) && query.until.is_none_or(|until| event.at < until)
        };
        let events = rows.into_iter().map(Event::from).filter(asked_for).collect();
        self.paged(&response, wanted, events)
    }
}

fn first(query: &EventQuery, now: Timestamp) -> Result<Request> {
    let until = query.until.unwrap_or(now + BEHIND);
    let since = query.since.unwrap_or(until - KEPT);
    let request = Request::get(&Path::new("/api/v1/logs"))
        .bucket(bucket::LOGS)
        .query("since", &written(since))
        .query("until", &written(until + Duration::from_millis(1)))
        .query("sortOrder", if query.newest_first { "DESCENDING" } else { "ASCENDING" });
    let Some(user) = &query.user else { return Ok(request) };
    if !is_id_shaped(user.as_str()) {
        return Err(Error::new(ErrorKind::NotFound, format!("{user:?} is nobody's id at Okta")));
    }
    Ok(request.query("filter", &format!("target.id eq \"{user}\"")))
}

/// Okta's log counts milliseconds; what is finer is compared here.
fn written(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::written;

    #[test]
    fn times_are_written_as_okta_writes_them() {
        let time: Timestamp = "2026-01-15T09:30:00.1239Z".parse().expect("a time");
        assert_eq!(written(time), "2026-01-15T09:30:00.123Z");
        let whole: Timestamp = "2026-01-15T09:30:00Z".parse().expect("a time");
        assert_eq!(written(whole), "2026-01-15T09:30:00.000Z");
    }
}
