//! No call takes for ever.

use std::{sync::Arc, time::Duration};

use futures_util::future::{Either, select};
use mfadir_core::{Applied, Around, Attempt, Call, Clock, Error, ErrorKind, Result};

/// Gives up an attempt after a time. What was written by then nobody knows: a timed-out write is
/// [`Applied::Perhaps`].
#[derive(Debug)]
pub struct Timeout {
    clock: Arc<dyn Clock>,
    limit: Duration,
}

impl Timeout {
    /// Attempts may take as long as `limit`.
    pub fn new(clock: Arc<dyn Clock>, limit: Duration) -> Self {
        Self { clock, limit }
    }

    fn error(&self, call: Call<'_>) -> Error {
        let applied = if call.operation.is_read() { Applied::No } else { Applied::Perhaps };
        Error::new(ErrorKind::Timeout, format!("no answer within {:?}", self.limit))
            .with_operation(call.operation)
            .with_tenant(call.profile.tenant.clone())
            .with_applied(applied)
    }
}

impl Around for Timeout {
    async fn around<'a, T: Send + 'a>(&'a self, call: Call<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        match select(attempt(), self.clock.sleep(self.limit)).await {
            Either::Left((answer, _)) => answer,
            Either::Right(((), _)) => Err(self.error(call)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use futures_util::{FutureExt, future::pending};
    use jiff::Timestamp;
    use mfadir_core::{Applied, Around, ErrorKind, ManualClock, Operation, Result};

    use super::Timeout;
    use crate::test_call::{call, profile};

    const LIMIT: Duration = Duration::from_secs(30);

    fn timed_out(operation: Operation) -> mfadir_core::Error {
        let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
        let (timeout, profile) = (Timeout::new(clock.clone(), LIMIT), profile(1.0));
        let never = || pending::<Result<()>>().boxed();
        let mut answer = Box::pin(timeout.around(call(operation, &profile), &never));
        assert!((&mut answer).now_or_never().is_none());
        clock.advance(LIMIT);
        answer.now_or_never().expect("the time is over").unwrap_err()
    }

    #[test]
    fn a_read_surely_changed_nothing() {
        let error = timed_out(Operation::Factors);
        assert_eq!((error.kind(), error.applied()), (ErrorKind::Timeout, Applied::No));
        assert_eq!(error.to_string(), "could not list the factors on acme: no answer within 30s");
    }

    #[test]
    fn a_write_may_have_happened() {
        assert_eq!(timed_out(Operation::Remove).applied(), Applied::Perhaps);
    }

    #[test]
    fn an_answer_in_time_is_handed_on() {
        let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
        let (timeout, profile) = (Timeout::new(clock, LIMIT), profile(1.0));
        let answer = timeout.around(call(Operation::User, &profile), &|| async { Ok(7) }.boxed()).now_or_never();
        assert_eq!(answer.expect("nothing waits").unwrap(), 7);
    }
}
