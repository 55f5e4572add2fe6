//! What a call came to, told once at its end.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use jiff::Timestamp;
use mfadir_ops::Desk;

use super::call::Call;
use crate::{
    context::Context,
    failure::Outcome,
    output::Basket,
    render::{CallView, DeskDocument, StepView},
};

/// What was done so far. It outlives a run that is cut off.
#[derive(Debug, Default)]
pub(super) struct Account {
    basket: Basket,
    call: Mutex<Option<(CallView, Arc<dyn Desk>)>>,
    steps: Mutex<Vec<StepView>>,
    acted: AtomicBool,
}

impl Account {
    /// Where the documents of its commands are put by.
    pub(super) fn basket(&self) -> &Basket {
        &self.basket
    }

    /// From here on there is something to tell.
    pub(super) fn open(&self, call: &Call, at: Timestamp) {
        let view = CallView::new(&call.subject.tenant.name, &call.facts.user, &call.mandate, &call.lost, at);
        *self.call.lock().unwrap_or_else(PoisonError::into_inner) = Some((view, call.subject.desk.clone()));
    }

    /// A command begins.
    pub(super) fn begin(&self, line: &str) {
        self.settle();
        self.steps.lock().unwrap_or_else(PoisonError::into_inner).push(StepView::new(line));
    }

    /// The command has ended.
    pub(super) fn end(&self, outcome: &Outcome) {
        self.settle();
        if let Some(step) = self.steps.lock().unwrap_or_else(PoisonError::into_inner).last_mut() {
            step.end(outcome);
        }
    }

    /// Something was done for the caller.
    pub(super) fn acted(&self) {
        self.acted.store(true, Ordering::Relaxed);
    }

    /// Writes the one document where several were put by, and ends as the call did.
    pub(super) async fn close(self, context: &Context, outcome: Outcome) -> Outcome {
        self.settle();
        let call = self.call.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some((view, desk)) = call.filter(|_| !context.output.is_for_people()) {
            let steps = self.steps.into_inner().unwrap_or_else(PoisonError::into_inner);
            // A countdown may stand in the line.
            context.output.say("");
            let document = DeskDocument::new(view, (steps, self.acted.into_inner()), &outcome, desk.head().await);
            if let Err(unwritten) = context.output.print(&document) {
                return outcome.and(Err(unwritten));
            }
        }
        outcome
    }

    /// What was put by belongs to the command that was begun last.
    fn settle(&self) {
        let gathered = self.basket.take();
        if let Some(step) = self.steps.lock().unwrap_or_else(PoisonError::into_inner).last_mut() {
            step.add(gathered);
        }
    }
}
