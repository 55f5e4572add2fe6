//! The one factor that a command is about.

use mfadir_core::Factor;
use mfadir_ops::{FactorSelector, Facts};

use crate::failure::Outcome;

/// The one listed factor that is meant.
pub(in crate::command) fn pick(facts: &Facts, selector: &FactorSelector) -> Outcome<Factor> {
    Ok(selector.pick(facts).cloned()?)
}
