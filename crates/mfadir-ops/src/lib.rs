//! What people do with second factors: find a person, explain where they stand, remove a factor, remove all.
//!
//! Everything here is written against [`MfaDirectory`](mfadir_core::MfaDirectory) and knows no provider. Nothing here
//! does I/O of its own: directory, clock, operator and recorder are arguments.
//!
//! **Decide, then do, then tell.** [`find`] and [`gather`] read; [`plan_remove`] and [`plan_reset`] make a [`Plan`], a
//! pure value; [`Plan::admit`] lets it pass when no guard rule stands against it; [`apply`] runs its steps, records
//! them, and reads back what is true; the [`Report`] says so for each factor.

mod apply;
mod error;
mod explain;
mod facts;
mod find;
#[cfg(test)]
mod fixture;
mod flow;
mod guard;
mod mandate;
mod offer;
mod once;
mod outcome;
mod permit;
mod phone;
mod plan;
mod progress;
mod readback;
mod record;
mod said;
mod selector;

pub use apply::{apply, unlock};
pub use error::{Error, Result};
pub use explain::{Explanation, explain};
pub use facts::{Administrator, Facts, Known, Want, gather};
pub use find::{Found, UserSelector, find, search};
pub use flow::{
    OpenEnrollment, Pace, Tools, activate, await_answer, await_enrollment, cancel, challenge, enroll, issue_code,
    resend, revoke_code, verify,
};
pub use guard::{Guard, Lifted, Refusal, Rule};
pub use mandate::Mandate;
pub use offer::to_enroll;
pub use once::{Once, Seen, Sent};
pub use outcome::{Answer, FactorResult, Outcome, Report, UnlockReport, Verdict};
pub use permit::{Permit, offered, permit};
pub use phone::e164;
pub use plan::{Act, Admitted, Note, Plan, RemoveRequest, Step, UnlockPlan, plan_remove, plan_reset, plan_unlock};
pub use progress::{NoProgress, Progress, Tick};
pub use record::{Ended, NoRecorder, Record, Recorder};
pub use said::{code, two_codes};
pub use selector::{FactorSelector, suggest};
