//! The life of a factor: enrolled, activated, challenged, verified; and temporary codes.
//!
//! Each function is one act, or one wait. What is not idempotent is sent once: where its answer is lost, the directory
//! is read back and the caller learns what that shows.

mod act;
mod code;
mod enrollment;
mod proof;
mod sessions;
mod wait;

use act::Act;
pub use code::{issue_code, revoke_code};
pub use enrollment::{OpenEnrollment, activate, await_enrollment, enroll, resend};
pub use proof::{await_answer, cancel, challenge, verify};
pub use sessions::end_sessions;
pub use wait::Pace;

#[cfg(test)]
mod tests;
