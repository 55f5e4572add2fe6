//! Which writes are the rest of one that was let through.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use mfadir_core::Operation;
use mfadir_ops::Record;

/// The writes of this run that were let through and may have happened.
#[derive(Debug, Default)]
pub(super) struct Parts(Mutex<Vec<Part>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    request: String,
    at: Timestamp,
    operation: Operation,
}

impl Parts {
    /// Whether it is the rest of a request of which something was let through already: the next removal of a reset, the
    /// sign-out after it, a code that is handed in. The same act once more is none.
    pub(super) fn has_begun(&self, record: &Record) -> bool {
        let (parts, part) = (self.parts(), Part::of(record));
        let mut same = parts.iter().filter(|other| (&other.request, other.at) == (&part.request, part.at)).peekable();
        same.peek().is_some() && !(is_whole_act(part.operation) && same.any(|other| other.operation == part.operation))
    }

    pub(super) fn add(&self, record: &Record) {
        self.parts().push(Part::of(record));
    }

    /// It surely did not happen: where nothing else of the request did, what comes next begins it.
    pub(super) fn forget(&self, record: &Record) {
        let (mut parts, part) = (self.parts(), Part::of(record));
        if let Some(at) = parts.iter().position(|other| *other == part) {
            parts.swap_remove(at);
        }
    }

    fn parts(&self) -> MutexGuard<'_, Vec<Part>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Part {
    fn of(record: &Record) -> Self {
        Self { request: record.request.id.clone(), at: record.request.at, operation: record.operation }
    }
}

/// Whether one write of it is a whole act, so that two are two acts, whatever they are part of.
pub(super) fn is_whole_act(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::Reset | Operation::Enroll | Operation::TemporaryCode | Operation::Unlock | Operation::Challenge
    )
}
