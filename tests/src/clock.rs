//! Time that passes only when somebody waits for a short while.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use jiff::Timestamp;
use mfadir_core::{Clock, ManualClock};

/// A sleep of this length or more is a time limit, not a pause.
pub(crate) const LIMIT: Duration = Duration::from_hours(2);

/// A clock on which pauses end at once and move the time, and time limits stay away until the clock is moved.
#[derive(Debug)]
pub struct SteadyClock(ManualClock);

impl SteadyClock {
    /// A clock that stands at a Monday morning in 2026.
    pub fn new() -> Arc<Self> {
        let start = Timestamp::constant(1_768_208_400, 0);
        Arc::new(Self(ManualClock::new(start)))
    }

    /// Moves the time on.
    pub fn advance(&self, by: Duration) {
        self.0.advance(by);
    }
}

#[async_trait]
impl Clock for SteadyClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    async fn sleep(&self, duration: Duration) {
        if duration < LIMIT {
            self.0.advance(duration);
        } else {
            self.0.sleep(duration).await;
        }
    }
}
