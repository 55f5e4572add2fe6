//! What could not be written to standard output: told when everything is done, for no act waits for its report.

use std::{
    io::{self, ErrorKind},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

/// What was lost of a run's output. Copies share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Loss(Arc<Mutex<Lost>>);

#[derive(Debug, Default)]
struct Lost {
    /// How often nobody took what was written.
    times: usize,
    /// The first error; nothing where the reader has only seen enough (`| head`).
    error: Option<String>,
}

impl Loss {
    /// Something was not taken.
    pub(super) fn note(&self, error: &io::Error) {
        let mut lost = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lost.times += 1;
        if error.kind() != ErrorKind::BrokenPipe && lost.error.is_none() {
            lost.error = Some(error.to_string());
        }
    }

    /// How often something was not taken so far.
    pub(super) fn times(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).times
    }

    /// How the run ends. What went wrong otherwise weighs more.
    pub(super) fn settle(&self, outcome: Outcome) -> Outcome {
        let Some(error) = self.0.lock().unwrap_or_else(PoisonError::into_inner).error.take() else { return outcome };
        let message = format!("standard output cannot be written: {error}");
        match outcome {
            Err(failure) => Err(failure.with_details([message])),
            Ok(_) => Err(Failure::new(Exit::Unwritten, message)
                .with_hint("what was to be done is done all the same, and only its report is lost")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::Loss;
    use crate::{exit::Exit, failure::Failure};

    #[test]
    fn a_lost_report_hides_no_worse_end() {
        let full = || {
            let loss = Loss::default();
            loss.note(&Error::from(ErrorKind::StorageFull));
            loss
        };
        let ended = full().settle(Ok(Exit::Done)).expect_err("the report is lost");
        assert_eq!(ended.exit(), Exit::Unwritten);
        let ended = full().settle(Err(Failure::new(Exit::Partly, "half"))).expect_err("and half is done");
        assert_eq!((ended.exit(), ended.details().len()), (Exit::Partly, 1));
    }

    #[test]
    fn a_reader_who_has_seen_enough_is_no_failure() {
        let loss = Loss::default();
        loss.note(&Error::from(ErrorKind::BrokenPipe));
        assert_eq!((loss.times(), loss.settle(Ok(Exit::Done))), (1, Ok(Exit::Done)));
    }
}
