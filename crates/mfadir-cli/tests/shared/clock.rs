//! A clock on which something can happen meanwhile.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;
use mfadir_core::{Clock, ManualClock};

type Hook = Box<dyn FnMut(usize) + Send>;

/// A clock on which short sleeps end at once and move the time. After each of them the hook is told how many there
/// were.
pub(crate) struct HookedClock {
    time: ManualClock,
    limit: Duration,
    hook: Mutex<Option<Hook>>,
}

impl HookedClock {
    /// A clock that stands at a Monday morning in 2026. A sleep of this length is a time limit, and never ends.
    pub(crate) fn new(limit: Duration) -> Arc<Self> {
        let start = Timestamp::constant(1_768_208_400, 0);
        Arc::new(Self { time: ManualClock::jumping(start), limit, hook: Mutex::default() })
    }

    /// Has something happen while somebody sleeps.
    pub(crate) fn meanwhile(&self, hook: impl FnMut(usize) + Send + 'static) {
        *self.hook.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(hook));
    }
}

impl fmt::Debug for HookedClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HookedClock")
    }
}

#[async_trait]
impl Clock for HookedClock {
    fn now(&self) -> Timestamp {
        self.time.now()
    }

    fn elapsed(&self) -> Duration {
        self.time.elapsed()
    }

    async fn sleep(&self, duration: Duration) {
        if duration >= self.limit {
            return std::future::pending().await;
        }
        self.time.sleep(duration).await;
        let slept = self.time.slept().len();
        if let Some(hook) = self.hook.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            hook(slept);
        }
    }
}
