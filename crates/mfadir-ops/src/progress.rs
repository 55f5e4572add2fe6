//! The port to whoever shows that something is waited for.

use std::time::Duration;

use mfadir_core::Operation;

/// A moment of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// What is asked again and again.
    pub operation: Operation,
    /// How long it has been waited for.
    pub waited: Duration,
    /// How long it will be waited for at most.
    pub left: Duration,
}

/// Is told how a wait goes, about once a second.
pub trait Progress: std::fmt::Debug + Send + Sync {
    /// It goes on.
    fn waiting(&self, tick: &Tick);
    /// It is over, one way or the other.
    fn over(&self);
}

/// Shows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn waiting(&self, _tick: &Tick) {}

    fn over(&self) {}
}
