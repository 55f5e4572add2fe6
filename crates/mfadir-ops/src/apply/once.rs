//! One write that is sent once, recorded before and after.

use mfadir_core::{Error, FactorId, FactorType, Operation, RequestId, Result};

use crate::{
    permit::Permit,
    record::{Ended, Record},
    tools::Tools,
};

/// What a record says of the write beside its operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub(crate) factors: Vec<(FactorId, FactorType)>,
    pub(crate) makes: Option<FactorType>,
}

/// What an answer leaves for the record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trail {
    pub(crate) request_id: Option<RequestId>,
    pub(crate) made: Option<FactorId>,
}

/// The answer of a write, and what could not be recorded.
pub(crate) type Recorded<T> = (Result<T>, Vec<String>);

/// Records, sends, records. What cannot be recorded first is not sent.
pub(crate) async fn recorded<T>(
    tools: &Tools<'_>,
    permit: &Permit,
    operation: Operation,
    about: About,
    send: impl Future<Output = Result<T>> + Send,
    trail: impl Fn(&T) -> Trail + Send,
) -> Recorded<T> {
    let record = record(tools, permit, operation, about);
    if let Err(stopped) = tools.recorder.before(&record).await {
        return (Err(stopped.into()), Vec::new());
    }
    let answer = send.await;
    let ended = ended(tools, &answer, trail);
    let unrecorded = tools.recorder.after(&record, &ended).await.err();
    (answer, unrecorded.iter().map(Error::to_string).collect())
}

fn record(tools: &Tools<'_>, permit: &Permit, operation: Operation, about: About) -> Record {
    Record {
        at: tools.clock.now(),
        mandate: permit.mandate.clone(),
        lifted: permit.lifted.clone(),
        request: permit.request.clone(),
        basis: permit.basis.clone(),
        tenant: permit.tenant.clone(),
        user: permit.user.id.clone(),
        login: permit.user.login.clone(),
        operation,
        factors: about.factors,
        makes: about.makes,
    }
}

fn ended<T>(tools: &Tools<'_>, answer: &Result<T>, trail: impl Fn(&T) -> Trail) -> Ended {
    let at = tools.clock.now();
    match answer {
        Ok(answer) => {
            let Trail { request_id, made } = trail(answer);
            Ended { at, request_id, made, failure: None }
        }
        Err(error) => {
            let failure = Some((error.kind(), error.applied()));
            Ended { at, request_id: error.request_id().cloned(), made: None, failure }
        }
    }
}
