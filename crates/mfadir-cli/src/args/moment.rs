//! Moments as people write them.

use jiff::{Span, Timestamp, civil::Date, tz::TimeZone};

/// A time, a day, or so long ago.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Moment {
    /// A point in time.
    At(Timestamp),
    /// A day, in UTC.
    Day(Date),
    /// Before now by this much.
    Ago(Ago),
}

/// A length of time that may have days in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ago(Span);

impl PartialEq for Ago {
    fn eq(&self, other: &Self) -> bool {
        self.0.fieldwise() == other.0.fieldwise()
    }
}

impl Moment {
    /// Reads `2026-03-02T10:00:00Z`, `2026-03-02` or `7d`. The error is a clause.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let ago = || text.parse().ok().filter(|span: &Span| span.is_positive());
        let at = || text.parse().map(Self::At).ok();
        // A time without a zone would be read as the day that it is on.
        let day = || (text.len() == "2026-03-02".len()).then(|| text.parse().map(Self::Day).ok()).flatten();
        ago().map(|span| Self::Ago(Ago(span))).or_else(at).or_else(day).ok_or_else(|| {
            let text = text.escape_debug();
            format!("`{text}` is no time, expected one like `7d`, `2026-03-02` or `2026-03-02T10:00:00Z`")
        })
    }

    /// When it begins. A day begins at midnight UTC.
    pub(crate) fn start(self, now: Timestamp) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::Day(day) => midnight(day),
            Self::Ago(Ago(span)) => {
                let then = now.to_zoned(TimeZone::UTC).checked_sub(span);
                then.map_or(Timestamp::MIN, |then| then.timestamp())
            }
        }
    }

    /// When it is over: a day at its end.
    pub(crate) fn end(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Day(day) => day.tomorrow().map_or(Timestamp::MAX, midnight),
            other => other.start(now),
        }
    }
}

fn midnight(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |start| start.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::Moment;

    #[test]
    fn a_moment_is_a_time_a_day_or_a_length() {
        let now: Timestamp = "2026-03-02T10:00:00Z".parse().expect("a time");
        let read = |text: &str| Moment::read(text).unwrap_or_else(|error| panic!("{error}"));
        for (text, start, end) in [
            ("7d", "2026-02-23T10:00:00Z", "2026-02-23T10:00:00Z"),
            ("90m", "2026-03-02T08:30:00Z", "2026-03-02T08:30:00Z"),
            ("2026-03-01", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"),
            ("2026-03-01T12:00:00+02:00", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"),
        ] {
            let moment = read(text);
            assert_eq!(
                (moment.start(now).to_string(), moment.end(now).to_string()),
                (start.into(), end.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_moment_is_told() {
        for text in ["", "7", "yesterday", "2026-13-01", "-7d", "2026-03-01T12:00:00", "0s"] {
            assert!(Moment::read(text).is_err(), "{text}");
        }
    }
}
