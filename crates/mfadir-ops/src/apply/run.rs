//! Step after step, each recorded before and after.

use mfadir_core::{Applied, Clock, Done, Error, ErrorKind, Factor, MfaDirectory, Result, User};

use super::send::Write;
use crate::{
    outcome::Answer,
    plan::{Plan, Step, UnlockPlan},
    record::{Ended, Record, Recorder},
};

/// Everything that a write needs beside itself.
struct Run<'a> {
    directory: &'a dyn MfaDirectory,
    clock: &'a dyn Clock,
    recorder: &'a dyn Recorder,
    user: &'a User,
    sent: bool,
    unrecorded: Vec<String>,
}

/// What came of the writes.
pub(super) struct Ran<T> {
    pub(super) answer: T,
    /// Whether anything was sent. Where nothing was, everything is as it was read before.
    pub(super) sent: bool,
    /// What could not be recorded, as clauses.
    pub(super) unrecorded: Vec<String>,
}

pub(super) async fn steps(
    directory: &dyn MfaDirectory,
    plan: &Plan,
    clock: &dyn Clock,
    recorder: &dyn Recorder,
) -> Ran<Vec<Answer>> {
    let mut run = Run { directory, clock, recorder, user: &plan.user, sent: false, unrecorded: Vec::new() };
    let mut answers: Vec<Answer> = Vec::with_capacity(plan.steps.len());
    for step in &plan.steps {
        let stopped = answers.last().is_some_and(is_shared_by_the_rest);
        answers.push(if stopped { Answer::NotSent } else { run.step(plan, step).await });
    }
    Ran { answer: answers, sent: run.sent, unrecorded: run.unrecorded }
}

pub(super) async fn unlock(
    directory: &dyn MfaDirectory,
    plan: &UnlockPlan,
    clock: &dyn Clock,
    recorder: &dyn Recorder,
) -> Ran<Answer> {
    let mut run = Run { directory, clock, recorder, user: &plan.user, sent: false, unrecorded: Vec::new() };
    let record = Record {
        at: clock.now(),
        mandate: plan.mandate.clone(),
        lifted: plan.lifted.clone(),
        request: plan.request.clone(),
        basis: plan.basis.clone(),
        tenant: plan.tenant.clone(),
        user: plan.user.id.clone(),
        login: plan.user.login.clone(),
        operation: Write::Unlock.operation(),
        factors: Vec::new(),
        makes: None,
    };
    let answer = run.write(&record, Write::Unlock).await;
    Ran { answer, sent: run.sent, unrecorded: run.unrecorded }
}

/// Whether the answer leaves it possible that something was changed.
pub(super) fn may_have_happened(answer: &Answer) -> bool {
    matches!(answer, Answer::Accepted(_)) || is_unclear(answer)
}

/// Whether it was sent, and nobody knows what came of it.
pub(super) fn is_unclear(answer: &Answer) -> bool {
    matches!(answer, Answer::Failed(error) if error.applied() == Applied::Perhaps)
}

/// Whether the steps that follow would fail for the same reason, or must not be sent.
fn is_shared_by_the_rest(answer: &Answer) -> bool {
    match answer {
        Answer::NotSent => true,
        Answer::Failed(error) => matches!(
            error.kind(),
            ErrorKind::Unauthenticated
                | ErrorKind::Forbidden
                | ErrorKind::Throttled
                | ErrorKind::Unsupported
                | ErrorKind::Refused
        ),
        Answer::Accepted(_) | Answer::Absent(_) => false,
    }
}

impl Run<'_> {
    async fn step(&mut self, plan: &Plan, step: &Step) -> Answer {
        let write = match step {
            Step::Remove { factor, .. } => Write::Remove(&factor.id, &plan.options),
            Step::Reset { .. } => Write::Reset,
        };
        let record = self.record(plan, step, write);
        match self.write(&record, write).await {
            Answer::Failed(error) if is_absence(write, &error) => Answer::Absent(error),
            answer => answer,
        }
    }

    fn record(&self, plan: &Plan, step: &Step, write: Write<'_>) -> Record {
        let named = |factor: &Factor| (factor.id.clone(), factor.factor_type.clone());
        Record {
            at: self.clock.now(),
            mandate: plan.mandate.clone(),
            lifted: plan.lifted.clone(),
            request: plan.request.clone(),
            basis: plan.basis.clone(),
            tenant: plan.tenant.clone(),
            user: plan.user.id.clone(),
            login: plan.user.login.clone(),
            operation: write.operation(),
            factors: step.takes().into_iter().map(named).collect(),
            makes: None,
        }
    }

    async fn write(&mut self, record: &Record, write: Write<'_>) -> Answer {
        if let Err(stopped) = self.recorder.before(record).await {
            return Answer::Failed(stopped.into());
        }
        self.sent = true;
        let answered = write.send(self.directory, &self.user.id).await;
        let ended = self.ended(&answered);
        if let Err(error) = self.recorder.after(record, &ended).await {
            self.unrecorded.push(error.to_string());
        }
        answered.map_or_else(Answer::Failed, Answer::Accepted)
    }

    fn ended(&self, answered: &Result<Done>) -> Ended {
        let (request_id, failure) = match answered {
            Ok(done) => (done.request_id.clone(), None),
            Err(error) => (error.request_id().cloned(), Some((error.kind(), error.applied()))),
        };
        Ended { at: self.clock.now(), request_id, made: None, failure }
    }
}

/// Whether the factor was gone before this removal. Where an earlier attempt of the same removal had no clear answer,
/// a repeated one finds nothing because the earlier one took it.
fn is_absence(write: Write<'_>, error: &Error) -> bool {
    matches!(write, Write::Remove(..)) && error.kind() == ErrorKind::NotFound && error.applied() == Applied::No
}
