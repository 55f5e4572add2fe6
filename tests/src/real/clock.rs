//! The machine's time, on which nobody waits.

use std::{
    future::pending,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use jiff::Timestamp;
use mfadir_core::Clock;

use crate::clock::LIMIT;

/// A clock that goes with the machine's, as a real server's does. A pause ends at once and moves it on, and a time
/// limit stays away.
#[derive(Debug)]
pub struct HastyClock {
    started: Instant,
    ahead: Mutex<Duration>,
}

impl HastyClock {
    /// A clock that is right.
    pub fn new() -> Arc<Self> {
        Arc::new(Self { started: Instant::now(), ahead: Mutex::default() })
    }

    fn ahead(&self) -> Duration {
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Clock for HastyClock {
    fn now(&self) -> Timestamp {
        Timestamp::now() + self.ahead()
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed() + self.ahead()
    }

    async fn sleep(&self, duration: Duration) {
        if duration >= LIMIT {
            pending::<()>().await;
        }
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) += duration;
    }
}
