//! One story, and the stage that it is played on.

use futures_util::future::{BoxFuture, LocalBoxFuture};
use mfadir_conformance::Able;
use mfadir_tests::{RealStage, block_on};

/// What somebody does, and what must come of it.
pub(crate) struct Story {
    /// `SERVER::what_must_hold`.
    pub(crate) name: &'static str,
    /// The machine that it needs.
    pub(crate) stage: fn() -> BoxFuture<'static, Able<RealStage>>,
    /// How it goes.
    pub(crate) plot: for<'a> fn(&'a RealStage) -> LocalBoxFuture<'a, ()>,
}

impl Story {
    /// Plays it; or says why this machine cannot.
    pub(crate) fn play(&self) -> Able<()> {
        block_on(async {
            let stage = (self.stage)().await?;
            (self.plot)(&stage).await;
            Ok(())
        })
    }
}
