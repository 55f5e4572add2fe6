//! How long what is begun stays good (docs/providers/onelogin.md, "Life of a factor").

use std::{ops::RangeInclusive, time::Duration};

use mfadir_core::{Error, ErrorKind, Result};

/// What OneLogin takes where nothing is said.
pub(super) const USUAL: Duration = Duration::from_mins(2);

/// How long to wait between polls: each counts in the account's hour.
pub(super) const POLL_AFTER: Duration = Duration::from_secs(3);

/// The times that challenges and registrations may last.
pub(super) const RUNNING: RangeInclusive<Duration> = USUAL..=Duration::from_mins(15);

/// The times that a temporary code may last.
pub(super) const CODE: RangeInclusive<Duration> = USUAL..=Duration::from_hours(72);

/// The time in whole seconds, where OneLogin takes it.
pub(super) fn seconds(wanted: Duration, allowed: &RangeInclusive<Duration>, what: &str) -> Result<u64> {
    if allowed.contains(&wanted) {
        return Ok(wanted.as_secs());
    }
    let (least, most) = (allowed.start().as_secs(), allowed.end().as_secs());
    Err(Error::new(ErrorKind::Invalid, format!("{what} lasts from {least} to {most} seconds at OneLogin")))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{CODE, RUNNING, seconds};

    #[test]
    fn what_is_too_short_or_too_long_is_told_with_the_limits() {
        let code = |seconds: u64| super::seconds(Duration::from_secs(seconds), &CODE, "a temporary code");
        assert_eq!((code(120).ok(), code(259_200).ok()), (Some(120), Some(259_200)));
        for wrong in [0, 119, 259_201] {
            let error = code(wrong).expect_err("refused");
            assert_eq!(error.message(), "a temporary code lasts from 120 to 259200 seconds at OneLogin");
        }
        seconds(Duration::from_secs(901), &RUNNING, "a challenge").expect_err("too long");
    }
}
