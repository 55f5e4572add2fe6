//! The machine's time, on which nobody waits.

use std::{
    future::pending,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use jiff::Timestamp;
use mfadir_core::Clock;
use tokio::sync::oneshot::{Receiver, Sender, channel};

use crate::clock::LIMIT;

/// A clock that goes with the machine's, as a real server's does. A pause ends at once and moves it on, and a time
/// limit stays away.
#[derive(Debug)]
pub struct HastyClock {
    started: Instant,
    ahead: Mutex<Duration>,
    /// Who waits for the next pause: is told of it, and says when it may end.
    pause: Mutex<Option<(Sender<()>, Receiver<()>)>>,
}

impl HastyClock {
    /// A clock that is right.
    pub fn new() -> Arc<Self> {
        Arc::new(Self { started: Instant::now(), ahead: Mutex::default(), pause: Mutex::default() })
    }

    /// Has the next pause last until something is done: it is told on the one channel, and waits for the other.
    pub fn hold(&self) -> (Receiver<()>, Sender<()>) {
        let (to_tell, told) = channel();
        let (to_go_on, going_on) = channel();
        *self.pause.lock().unwrap_or_else(PoisonError::into_inner) = Some((to_tell, going_on));
        (told, to_go_on)
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
        let held = self.pause.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((to_tell, going_on)) = held {
            // Whoever does not listen any more holds nothing up.
            let _ = to_tell.send(());
            let _ = going_on.await;
        }
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) += duration;
    }
}
