//! The life of a factor: enrolled, activated, challenged, verified; and temporary codes.
//!
//! Each function is one act, or one wait. What is not idempotent is sent once: where its answer is lost, the directory
//! is read back and the caller learns what that shows.

mod act;
mod code;
mod enrollment;
mod proof;
mod wait;

use mfadir_core::{Clock, MfaDirectory};

use act::Act;
pub use code::{issue_code, revoke_code};
pub use enrollment::{OpenEnrollment, activate, await_enrollment, enroll, resend};
pub use proof::{await_answer, cancel, challenge, verify};
pub use wait::Pace;

use crate::record::Recorder;

/// What an act is carried out with.
#[derive(Clone, Copy, Debug)]
pub struct Tools<'a> {
    /// The directory that takes writes.
    pub directory: &'a dyn MfaDirectory,
    /// All time comes from here.
    pub clock: &'a dyn Clock,
    /// Keeps account of every write.
    pub recorder: &'a dyn Recorder,
}

#[cfg(test)]
mod tests;
