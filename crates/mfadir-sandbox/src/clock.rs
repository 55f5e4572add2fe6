//! A tenant's own time.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use mfadir_core::Clock;

/// The clock that the sandbox was given, and how far this tenant is ahead of it.
#[derive(Debug)]
pub(crate) struct TenantClock {
    base: Arc<dyn Clock>,
    ahead: Mutex<Duration>,
}

impl TenantClock {
    pub(crate) fn new(base: Arc<dyn Clock>, ahead: Duration) -> Self {
        Self { base, ahead: Mutex::new(ahead) }
    }

    /// The time of day.
    pub(crate) fn now(&self) -> Timestamp {
        self.base.now() + self.ahead()
    }

    /// Moves this tenant on.
    pub(crate) fn advance(&self, by: Duration) {
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }

    /// How far it was moved.
    pub(crate) fn ahead(&self) -> Duration {
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns when so much of the given clock's time has passed.
    pub(crate) async fn sleep(&self, duration: Duration) {
        self.base.sleep(duration).await;
    }
}
