//! Time, so that no test waits for it.

use std::{
    fmt::Debug,
    future::poll_fn,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;

/// The only source of time.
#[async_trait]
pub trait Clock: Debug + Send + Sync {
    /// The time of day. It may jump.
    fn now(&self) -> Timestamp;
    /// Time since some fixed moment. It never goes back.
    fn elapsed(&self) -> Duration;
    /// Returns when `duration` has passed.
    async fn sleep(&self, duration: Duration);
}

/// A clock that is moved by hand, or that moves by itself whenever somebody sleeps.
#[derive(Debug)]
pub struct ManualClock {
    start: Timestamp,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    elapsed: Duration,
    jumps: bool,
    slept: Vec<Duration>,
    sleepers: Vec<Waker>,
}

impl ManualClock {
    /// A clock that stands at `start` until it is moved.
    pub fn new(start: Timestamp) -> Self {
        Self::with_jumps(start, false)
    }

    /// A clock on which every sleep ends at once and moves the time by its length.
    pub fn jumping(start: Timestamp) -> Self {
        Self::with_jumps(start, true)
    }

    fn with_jumps(start: Timestamp, jumps: bool) -> Self {
        let state = State { elapsed: Duration::ZERO, jumps, slept: Vec::new(), sleepers: Vec::new() };
        Self { start, state: Mutex::new(state) }
    }

    /// Moves the time on and wakes whoever slept long enough.
    pub fn advance(&self, by: Duration) {
        let mut state = self.state();
        state.elapsed += by;
        let sleepers = std::mem::take(&mut state.sleepers);
        drop(state);
        sleepers.into_iter().for_each(Waker::wake);
    }

    /// The sleeps that were asked for, in order.
    pub fn slept(&self) -> Vec<Duration> {
        self.state().slept.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin_sleep(&self, duration: Duration) -> Duration {
        let mut state = self.state();
        state.slept.push(duration);
        if state.jumps {
            state.elapsed += duration;
            return state.elapsed;
        }
        state.elapsed + duration
    }

    fn poll_until(&self, deadline: Duration, waker: &Waker) -> Poll<()> {
        let mut state = self.state();
        if state.elapsed >= deadline {
            return Poll::Ready(());
        }
        state.sleepers.push(waker.clone());
        Poll::Pending
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.start + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    async fn sleep(&self, duration: Duration) {
        let deadline = self.begin_sleep(duration);
        poll_fn(|context| self.poll_until(deadline, context.waker())).await;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::FutureExt;
    use jiff::Timestamp;

    use super::{Clock, ManualClock};

    #[test]
    fn a_sleeper_wakes_when_the_clock_is_moved_far_enough() {
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH);
        let mut sleep = clock.sleep(Duration::from_secs(10));
        assert!((&mut sleep).now_or_never().is_none());
        clock.advance(Duration::from_secs(9));
        assert!((&mut sleep).now_or_never().is_none());
        clock.advance(Duration::from_secs(1));
        assert!(sleep.now_or_never().is_some());
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH + Duration::from_secs(10));
    }

    #[test]
    fn a_jumping_clock_moves_by_what_is_slept() {
        let clock = ManualClock::jumping(Timestamp::UNIX_EPOCH);
        assert!(clock.sleep(Duration::from_secs(5)).now_or_never().is_some());
        assert_eq!(clock.elapsed(), Duration::from_secs(5));
        assert_eq!(clock.slept(), [Duration::from_secs(5)]);
    }
}
