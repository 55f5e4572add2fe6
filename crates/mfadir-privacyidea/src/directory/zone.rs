//! What the server's own clock shows: its log has local times without a zone (docs/providers/privacyidea.md,
//! "Events").

use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};
use mfadir_core::Result;
use mfadir_http::{Path, Request};

use super::client::Client;
use crate::wire::{EventPage, EventRow};

/// Every zone's distance from UTC is a multiple of this.
const STEP: i64 = 15 * 60;

/// How far the server's local time is ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Zone(SignedDuration);

impl Zone {
    /// The zone of a clock that showed `local` at about `now`.
    fn of(local: DateTime, now: Timestamp) -> Self {
        let ahead = at(local).duration_since(now).as_secs();
        let steps = (ahead + STEP / 2).div_euclid(STEP);
        Self(SignedDuration::from_secs(steps * STEP))
    }

    /// When it was that the clock showed `local`.
    pub(crate) fn time(self, local: DateTime) -> Timestamp {
        at(local).checked_sub(self.0).unwrap_or_default()
    }
}

impl Client {
    /// The zone, asked once: the newest entry of the log is about a request of ours that was answered just before.
    pub(super) async fn zone(&self) -> Result<Zone> {
        self.zone.get_or_try_init(|| self.look_at_clock()).await.copied()
    }

    async fn look_at_clock(&self) -> Result<Zone> {
        let newest = Request::get(&Path::new("/audit/")).query("page_size", "1").query("sortorder", "desc");
        let answer = self.ask(newest).await?;
        let page: EventPage = answer.read("the newest event")?;
        let rows: Vec<EventRow> = answer.response.rows(page.auditdata, "the newest event")?;
        // A log that shows nothing at all is one whose entries this administrator may not see.
        Ok(rows.first().map_or(Zone(SignedDuration::ZERO), |row| Zone::of(row.date, self.time_of(&answer))))
    }
}

fn at(local: DateTime) -> Timestamp {
    local.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::Zone;

    #[test]
    fn the_newest_entry_tells_the_zone() {
        let now: Timestamp = "2026-01-15T09:30:02Z".parse().expect("a time");
        for local in ["2026-01-15T09:30:00", "2026-01-15T10:30:00", "2026-01-14T23:30:00", "2026-01-15T15:15:03"] {
            let local = local.parse().expect("a time");
            let away = Zone::of(local, now).time(local).duration_since(now);
            assert!(away.as_secs().abs() < 5, "{local}: {away}");
        }
    }
}
