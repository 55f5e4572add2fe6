//! What is left of one rate bucket, as far as it can be told from readings and our own requests.

use std::time::Duration;

use mfadir_core::{Bucket, Reading};

use super::Purpose;
use crate::patience::Why;

/// Resets are told in whole seconds, so a window may last up to one more.
const ROUNDING: Duration = Duration::from_secs(1);
/// Ends that are no further apart are the same end, told twice.
const SAME_END: Duration = Duration::from_secs(2);
/// When to look again at requests that are still running.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// How long a concurrency limit that we ran into is remembered.
const CEILING_LASTS: Duration = Duration::from_mins(1);
/// A job may be ahead of its even pace by this part of what is left of the window.
const HEAD_START: u32 = 10;

/// Why a request may not start, and when to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hold {
    pub(super) why: Why,
    pub(super) pause: Duration,
}

/// The state of one bucket. Times are the clock's `elapsed`.
#[derive(Debug, Default)]
pub(super) struct Allowance {
    window: Option<Window>,
    /// Requests that have been admitted and have not ended.
    running: u64,
    /// Requests that the window's `remaining` does not yet account for.
    unread: u64,
    /// When a job that keeps an even pace would send its next request.
    slot: Duration,
    ceiling: Option<Ceiling>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    limit: u64,
    remaining: u64,
    ends: Duration,
    /// The longest time to a reset that was ever told: what the next window is taken to last.
    length: Duration,
}

/// How many requests may run at once, after the provider refused one more.
#[derive(Clone, Copy, Debug)]
struct Ceiling {
    at_once: u64,
    until: Duration,
}

impl Allowance {
    pub(super) fn admit(&mut self, now: Duration, purpose: Purpose, share: f64) -> Result<(), Hold> {
        self.turn(now);
        self.below_ceiling(now)?;
        if let Some(window) = self.window {
            let free = self.free(now, window, purpose, share)?;
            if purpose == Purpose::Job {
                self.keep_pace(now, window.ends.saturating_sub(now), free)?;
            }
        }
        self.running += 1;
        self.unread += 1;
        Ok(())
    }

    pub(super) fn end(&mut self) {
        self.running = self.running.saturating_sub(1);
    }

    pub(super) fn observe(&mut self, now: Duration, reading: &Reading) {
        if reading.limit == 0 && reading.remaining == 0 {
            self.lower_ceiling(now);
            return;
        }
        let before = self.window.filter(|window| window.ends > now);
        self.window = Some(Window::read(now, reading, before, self.window));
        // The one that brought the reading is accounted for; the others may have come later.
        self.unread = self.running.saturating_sub(1);
    }

    /// What is left of the window that runs; nothing where none does.
    pub(super) fn reading(&self, now: Duration, bucket: &Bucket) -> Option<Reading> {
        let window = self.window.filter(|window| window.ends > now)?;
        Some(Reading {
            bucket: bucket.clone(),
            limit: window.limit,
            remaining: window.remaining.saturating_sub(self.unread),
            resets_in: window.ends.saturating_sub(now).saturating_sub(ROUNDING),
        })
    }

    /// Once a window is over, the next one is taken to be like it, until a reading says more.
    fn turn(&mut self, now: Duration) {
        let Some(window) = self.window.filter(|window| window.ends <= now) else { return };
        self.window = Some(Window { remaining: window.limit, ends: now + window.length + ROUNDING, ..window });
        self.unread = self.running;
    }

    fn below_ceiling(&self, now: Duration) -> Result<(), Hold> {
        match self.ceiling {
            Some(ceiling) if ceiling.until > now && self.running >= ceiling.at_once => {
                Err(Hold { why: Why::Running, pause: LOOK_AGAIN })
            }
            _ => Ok(()),
        }
    }

    fn lower_ceiling(&mut self, now: Duration) {
        let at_once = self.running.saturating_sub(1).max(1);
        self.ceiling = Some(Ceiling { at_once, until: now + CEILING_LASTS });
    }

    /// How many requests may start now, at least one.
    fn free(&self, now: Duration, window: Window, purpose: Purpose, share: f64) -> Result<u64, Hold> {
        let left = window.remaining.saturating_sub(window.reserve(purpose, share));
        let free = left.saturating_sub(self.unread);
        if free > 0 {
            return Ok(free);
        }
        let until_end = window.ends.saturating_sub(now);
        if left > 0 && self.running > 0 {
            return Err(Hold { why: Why::Running, pause: LOOK_AGAIN.min(until_end) });
        }
        let why = if window.remaining > self.unread { Why::Reserve } else { Why::RateLimit };
        Err(Hold { why, pause: until_end })
    }

    /// Takes the next slot of an even pace over the rest of the window.
    fn keep_pace(&mut self, now: Duration, left: Duration, free: u64) -> Result<(), Hold> {
        let slot = self.slot.max(now);
        let early = slot.saturating_sub(now).saturating_sub(left / HEAD_START);
        if !early.is_zero() {
            return Err(Hold { why: Why::Pace, pause: early });
        }
        self.slot = slot + left / u32::try_from(free).unwrap_or(u32::MAX);
        Ok(())
    }
}

impl Window {
    /// The window of a reading. Answers overtake each other, so within one window the lower remainder is the truth.
    fn read(now: Duration, reading: &Reading, before: Option<Self>, ever: Option<Self>) -> Self {
        let ends = now + reading.resets_in + ROUNDING;
        let length = ever.map_or(reading.resets_in, |window| window.length.max(reading.resets_in));
        let fresh = Self { limit: reading.limit, remaining: reading.remaining, ends, length };
        match before {
            Some(same) if same.ends.abs_diff(ends) <= SAME_END => {
                Self { remaining: fresh.remaining.min(same.remaining), ends: ends.max(same.ends), ..fresh }
            }
            _ => fresh,
        }
    }

    /// What must stay untouched.
    fn reserve(self, purpose: Purpose, share: f64) -> u64 {
        match purpose {
            Purpose::Person => 0,
            Purpose::Job => self.limit.saturating_sub(usable(self.limit, share)),
        }
    }
}

/// The part of the limit that a job may use: never nothing, or it would wait for ever.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a share of a limit lies between 0 and the limit, and limits are far below 2^53"
)]
fn usable(limit: u64, share: f64) -> u64 {
    ((limit as f64 * share.clamp(0.0, 1.0)) as u64).max(1)
}
