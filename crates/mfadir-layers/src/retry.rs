//! Making a call again where that cannot do harm.

use std::{sync::Arc, time::Duration};

use backon::{BackoffBuilder, ExponentialBuilder};
use mfadir_core::{Applied, Around, Attempt, Call, Clock, Effect, Error, ErrorKind, Result};

use crate::patience::{Patience, Waiting, Why};

const ATTEMPTS: usize = 4;
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

/// Repeats what failed for a passing reason, up to four attempts in all, with growing pauses or the one that the
/// provider asked for.
///
/// What may be repeated follows from the operation's [`Effect`]: reads and idempotent writes after `Throttled`,
/// `Unavailable` and `Timeout`; other writes only where the attempt surely did not start ([`Applied::No`]).
///
/// The last error says [`Retry::Exhausted`](mfadir_core::Retry::Exhausted). Once the answer of a write was lost, every
/// later error says [`Applied::Perhaps`]. So a repeated removal that finds the factor gone answers `NotFound` with
/// `Applied::Perhaps`: the factor is not there, and it may be this call that took it.
#[derive(Debug)]
pub struct Retry {
    clock: Arc<dyn Clock>,
    patience: Patience,
}

impl Retry {
    /// Pauses on this clock, as long as `patience` lets it.
    pub fn new(clock: Arc<dyn Clock>, patience: Patience) -> Self {
        Self { clock, patience }
    }

    async fn pause(&self, call: Call<'_>, length: Duration) {
        let tenant = call.profile.tenant.clone();
        let wait = Waiting { tenant, operation: call.operation, why: Why::Again, for_how_long: length };
        self.patience.wait(&*self.clock, wait).await;
    }
}

impl Around for Retry {
    async fn around<'a, T: Send + 'a>(&'a self, call: Call<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        let begun = self.clock.elapsed();
        let mut pauses = pauses();
        let mut applied = Applied::No;
        loop {
            let error = match attempt().await {
                Ok(answer) => return Ok(answer),
                Err(error) => remember(&mut applied, error),
            };
            if !may_repeat(call.operation.effect(), &error) {
                return Err(error);
            }
            let Some(pause) = pauses.next() else { return Err(error.with_retry(mfadir_core::Retry::Exhausted)) };
            let length = asked_for(&error).unwrap_or(pause);
            if !self.patience.allows(self.clock.elapsed().saturating_sub(begun), length) {
                return Err(error.with_retry(mfadir_core::Retry::After(length)));
            }
            self.pause(call, length).await;
        }
    }
}

fn pauses() -> impl Iterator<Item = Duration> + Send {
    ExponentialBuilder::new()
        .with_min_delay(FIRST_PAUSE)
        .with_max_delay(LONGEST_PAUSE)
        .with_max_times(ATTEMPTS - 1)
        .with_jitter()
        .build()
}

/// Keeps in `applied`, and in the error, that this attempt or one before it may have been carried out.
fn remember(applied: &mut Applied, error: Error) -> Error {
    if *applied == Applied::No {
        *applied = error.applied();
        return error;
    }
    let known = error.hint().is_some();
    let error = error.with_applied(Applied::Perhaps);
    if known { error } else { error.with_hint("an earlier attempt may have done it: look before you repeat") }
}

fn may_repeat(effect: Effect, error: &Error) -> bool {
    let passing = matches!(error.retry(), mfadir_core::Retry::Backoff | mfadir_core::Retry::After(_));
    let fitting = matches!(error.kind(), ErrorKind::Throttled | ErrorKind::Unavailable | ErrorKind::Timeout);
    let harmless = effect != Effect::Write || error.applied() == Applied::No;
    passing && fitting && harmless
}

fn asked_for(error: &Error) -> Option<Duration> {
    match error.retry() {
        mfadir_core::Retry::After(pause) => Some(pause),
        _ => None,
    }
}
