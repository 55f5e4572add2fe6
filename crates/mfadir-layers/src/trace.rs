//! What a call did, for those who watch.

use std::{sync::Arc, time::Duration};

use mfadir_core::{Around, Attempt, Call, Clock, Error, RequestId, Result};
use tracing::{Instrument, Span, debug, debug_span, info};

/// A span around every attempt, and an event at its end: operation, tenant, ids, duration, outcome and the provider's
/// request id where an error carries it. Arguments and answers are never recorded; they can hold secrets.
#[derive(Debug)]
pub struct Trace {
    clock: Arc<dyn Clock>,
}

impl Trace {
    /// Measures with this clock.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }
}

impl Around for Trace {
    async fn around<'a, T: Send + 'a>(&'a self, call: Call<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        let span = span(call);
        let begun = self.clock.elapsed();
        let answer = attempt().instrument(span.clone()).await;
        let took = self.clock.elapsed().saturating_sub(begun);
        span.in_scope(|| tell(took, answer.as_ref().err()));
        answer
    }
}

fn span(call: Call<'_>) -> Span {
    debug_span!(
        "call",
        operation = call.operation.as_str(),
        tenant = call.profile.tenant.as_str(),
        user = call.user.map(mfadir_core::UserId::as_str),
        factor = call.factor.map(mfadir_core::FactorId::as_str),
    )
}

fn tell(took: Duration, error: Option<&Error>) {
    match error {
        None => debug!(?took, outcome = "ok"),
        Some(error) => info!(
            ?took,
            outcome = ?error.kind(),
            applied = ?error.applied(),
            code = error.code(),
            request_id = error.request_id().map(RequestId::as_str),
        ),
    }
}
