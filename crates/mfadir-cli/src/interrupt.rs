//! The wish to end a run early.

use std::sync::Arc;

use async_trait::async_trait;
use mfadir_ops::Patience;
use tokio::sync::watch;

/// Is tripped once, by Ctrl-C or a signal, and seen by everybody who waits for it.
#[derive(Clone, Debug)]
pub struct Interrupt(Arc<watch::Sender<State>>);

#[derive(Clone, Copy, Debug, Default)]
struct State {
    tripped: bool,
    holds: usize,
}

/// Puts the wish off for as long as it lives.
#[derive(Debug)]
pub(crate) struct Hold(Interrupt);

impl Default for Interrupt {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(State::default())))
    }
}

impl Interrupt {
    /// Ends whatever waits.
    pub fn trip(&self) {
        self.0.send_modify(|state| state.tripped = true);
    }

    /// Returns when it is tripped and nobody puts it off, at once if that is so.
    pub async fn tripped(&self) {
        let mut receiver = self.0.subscribe();
        // The sender lives in `self`, so that the only way out is the wish itself.
        let _ = receiver.wait_for(|state| state.tripped && state.holds == 0).await;
    }

    /// Returns when it is tripped, whoever puts it off.
    pub(crate) async fn wished(&self) {
        let mut receiver = self.0.subscribe();
        let _ = receiver.wait_for(|state| state.tripped).await;
    }

    /// Puts the wish off. For a request whose answer alone tells how to take it back, and for what follows an act.
    pub(crate) fn hold(&self) -> Hold {
        self.0.send_modify(|state| state.holds += 1);
        Hold(self.clone())
    }
}

#[async_trait]
impl Patience for Interrupt {
    async fn ends(&self) {
        self.wished().await;
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.0.send_modify(|state| state.holds -= 1);
    }
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        task::{Context, Waker},
    };

    use super::Interrupt;

    fn ends(interrupt: &Interrupt) -> bool {
        pin!(interrupt.tripped()).poll(&mut Context::from_waker(Waker::noop())).is_ready()
    }

    #[test]
    fn the_wish_waits_for_whoever_puts_it_off() {
        let interrupt = Interrupt::default();
        let (one, other) = (interrupt.hold(), interrupt.hold());
        interrupt.trip();
        assert!(!ends(&interrupt));
        drop(one);
        assert!(!ends(&interrupt));
        drop(other);
        assert!(ends(&interrupt));
    }
}
