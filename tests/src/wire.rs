//! What lies between a directory and its tenant, where there is no network: a recorder, and mishaps.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use mfadir_conformance::{Able, Cannot, Lasting, Mishap, Request, Sent};
use mfadir_core::{Applied, Around, Attempt, Call, Error, ErrorKind, Operation, Result, Retry};

/// What fails now and then, one after the other, under faults.
const PASSING: [Mishap; 4] = [Mishap::Status(503), Mishap::Throttled, Mishap::NoConnection, Mishap::Status(502)];

/// Records every call that would be sent as a request, and lets it fail where that was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wire(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    requests: Vec<Request>,
    injected: Option<(Mishap, Lasting)>,
    fails_now_and_then: bool,
}

impl Wire {
    /// A wire on which every third request fails, each time in another way.
    pub(crate) fn unsteady() -> Self {
        let wire = Self::default();
        wire.state().fails_now_and_then = true;
        wire
    }

    /// What went over it.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    /// Lets something happen to the requests that follow.
    pub(crate) fn inject(&self, mishap: Mishap, lasting: Lasting) -> Able<()> {
        if mishap == Mishap::RowsTwice {
            return Err(Cannot::because("there are no rows on a wire that is none"));
        }
        self.state().injected = Some((mishap, lasting));
        Ok(())
    }

    /// Ends whatever was injected.
    pub(crate) fn mend(&self) {
        self.state().injected = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, call: Call<'_>) -> Option<Mishap> {
        let mut state = self.state();
        let sent = if call.operation.is_read() { Sent::Read } else { Sent::Write };
        state.requests.push(Request { sent, text: format!("{} {:?} {:?}", call.operation, call.user, call.factor) });
        state.next_mishap()
    }
}

impl State {
    fn next_mishap(&mut self) -> Option<Mishap> {
        if let Some((mishap, lasting)) = self.injected {
            self.injected = Some((mishap, lasting)).filter(|_| lasting == Lasting::Always);
            return Some(mishap);
        }
        let number = self.requests.len();
        (self.fails_now_and_then && number % 3 == 1).then(|| PASSING[number / 3 % PASSING.len()])
    }
}

impl Around for Wire {
    async fn around<'a, T: Send + 'a>(&'a self, call: Call<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        if !call.profile.capabilities.offers(call.operation) {
            return attempt().await;
        }
        let Some(mishap) = self.record(call) else { return attempt().await };
        if matches!(mishap, Mishap::Cut | Mishap::LostAnswer) {
            attempt().await?;
        }
        let error = error(mishap, call.operation);
        Err(error.with_operation(call.operation).with_tenant(call.profile.tenant.clone()))
    }
}

fn error(mishap: Mishap, operation: Operation) -> Error {
    let told = |kind| Error::new(kind, mishap.to_string());
    let unknown = if operation.is_read() { Applied::No } else { Applied::Perhaps };
    match mishap {
        Mishap::Throttled => told(ErrorKind::Throttled).with_retry(Retry::After(Duration::from_secs(5))),
        Mishap::Status(401) => told(ErrorKind::Unauthenticated),
        Mishap::Status(403) => told(ErrorKind::Forbidden),
        Mishap::Status(_) | Mishap::NoConnection => told(ErrorKind::Unavailable),
        Mishap::LostAnswer => told(ErrorKind::Unavailable).with_applied(unknown),
        _ => told(ErrorKind::Unexpected).with_applied(unknown),
    }
}
