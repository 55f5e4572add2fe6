//! The wish to end a run early.

use std::sync::Arc;

use tokio::sync::watch;

/// Is tripped once, by Ctrl-C or a signal, and seen by everybody who waits for it.
#[derive(Clone, Debug)]
pub struct Interrupt(Arc<watch::Sender<bool>>);

impl Default for Interrupt {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Interrupt {
    /// Ends whatever waits.
    pub fn trip(&self) {
        self.0.send_replace(true);
    }

    /// Returns when it is tripped, at once if it was before.
    pub async fn tripped(&self) {
        let mut receiver = self.0.subscribe();
        // The sender lives in `self`, so that the only way out is the wish itself.
        let _ = receiver.wait_for(|tripped| *tripped).await;
    }
}
