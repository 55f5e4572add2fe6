//! The one factor that a command is about.

use mfadir_core::Factor;
use mfadir_ops::{Error, FactorSelector, Facts};

use crate::failure::{Failure, Outcome};

/// The one listed factor that is meant.
pub(in crate::command) fn pick(facts: &Facts, selector: &FactorSelector) -> Outcome<Factor> {
    selector.pick(facts).cloned().map_err(failure)
}

/// One factor has to be named; the hints for a removal do not fit.
fn failure(error: Error) -> Failure {
    match error {
        Error::NoFactor { suggestion: None, .. } => Failure::from(error).with_hint("name one of those that are there"),
        Error::SeveralFactors { .. } => Failure::from(error).with_hint("name one of them by `KIND@ISSUER` or `id:…`"),
        other => other.into(),
    }
}
