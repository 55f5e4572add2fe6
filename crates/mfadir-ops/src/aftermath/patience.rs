//! How long is waited for what may be slow.

use std::{pin::pin, time::Duration};

use async_trait::async_trait;
use futures_util::future::{Either, select};
use mfadir_core::Clock;

/// How long something is still waited for once somebody asked for the end: what is on its way mostly arrives in it.
const GRACE: Duration = Duration::from_secs(3);

/// Whoever waits for what follows an act.
#[async_trait]
pub trait Patience: std::fmt::Debug + Send + Sync {
    /// Returns when they want no longer to wait; never where they wait to the end.
    async fn ends(&self);
}

/// Waits to the end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Endless;

#[async_trait]
impl Patience for Endless {
    async fn ends(&self) {
        std::future::pending::<()>().await;
    }
}

/// What came of it; nothing where it was slow and somebody asked for the end. It is begun in any case.
pub async fn patiently<T>(
    patience: &dyn Patience,
    clock: &dyn Clock,
    act: impl Future<Output = T> + Send,
) -> Option<T> {
    let ends = async {
        patience.ends().await;
        clock.sleep(GRACE).await;
    };
    match select(pin!(act), pin!(ends)).await {
        Either::Left((came, _)) => Some(came),
        Either::Right(_) => None,
    }
}
