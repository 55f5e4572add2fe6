//! Asking again and again how far something is, at the provider's pace.

use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use mfadir_core::{Clock, Operation, Result};

use crate::progress::{Progress, Tick};

/// No provider is asked more often.
const FASTEST: Duration = Duration::from_secs(1);
/// The pause where the provider names none.
const USUAL: Duration = Duration::from_secs(4);
/// How long is waited where neither the provider nor the operator says.
const PATIENT: Duration = Duration::from_mins(5);

/// How fast and how long something is polled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// The pause that the provider asked for.
    pub poll_after: Option<Duration>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// How long the operator wants to wait at most.
    pub longest: Option<Duration>,
}

impl Pace {
    /// Whether it has ended by itself.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| now >= end)
    }

    /// How long to wait from `now` on.
    fn whole(&self, now: Timestamp) -> Duration {
        let own = self.expires_at.map(|end| now.duration_until(end).try_into().unwrap_or_default());
        match (own, self.longest) {
            (Some(own), Some(longest)) => longest.min(own),
            (own, longest) => own.or(longest).unwrap_or(PATIENT),
        }
    }
}

/// The pause before the next poll.
pub(super) fn pause(poll_after: Option<Duration>) -> Duration {
    poll_after.unwrap_or(USUAL).max(FASTEST)
}

/// One wait: how long it lasts, and who is told.
pub(super) struct Wait<'a> {
    clock: &'a dyn Clock,
    progress: &'a dyn Progress,
    operation: Operation,
    begun: Duration,
    whole: Duration,
}

impl<'a> Wait<'a> {
    pub(super) fn begin(clock: &'a dyn Clock, progress: &'a dyn Progress, operation: Operation, pace: &Pace) -> Self {
        Self { clock, progress, operation, begun: clock.elapsed(), whole: pace.whole(clock.now()) }
    }

    fn waited(&self) -> Duration {
        self.clock.elapsed().saturating_sub(self.begun)
    }

    fn left(&self) -> Duration {
        self.whole.saturating_sub(self.waited())
    }

    /// Sleeps until the next poll, and tells each second. The last poll comes at the very end, so that an answer of the
    /// last moment counts; then it says that no time is left.
    async fn rest(&self, pause: Duration) -> bool {
        let mut rest = pause.min(self.left());
        while !rest.is_zero() {
            self.progress.waiting(&Tick { operation: self.operation, waited: self.waited(), left: self.left() });
            let slice = rest.min(Duration::from_secs(1));
            self.clock.sleep(slice).await;
            rest -= slice;
        }
        !self.left().is_zero()
    }

    /// Polls until there is something else to tell than to wait. `again` answers with the pause where there is not.
    pub(super) async fn poll<'f, T>(
        &self,
        first: Option<Duration>,
        ask: impl Fn() -> BoxFuture<'f, Result<T>> + Send,
        again: impl Fn(&T) -> Option<Option<Duration>> + Send,
    ) -> Result<T> {
        let mut next = pause(first);
        let answer = loop {
            let in_time = self.rest(next).await;
            let answer = ask().await;
            match answer.as_ref().ok().and_then(&again) {
                Some(poll_after) if in_time => next = pause(poll_after),
                _ => break answer,
            }
        };
        self.progress.over();
        answer
    }
}
