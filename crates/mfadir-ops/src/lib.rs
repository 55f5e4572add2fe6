//! What people do with second factors: find a person, explain where they stand, remove a factor, remove all.
//!
//! Everything here is written against [`MfaDirectory`](mfadir_core::MfaDirectory) and knows no provider. Nothing here
//! does I/O of its own: directory, clock, operator and recorder are arguments.
//!
//! **Decide, then do, then tell.** [`find`] and [`gather`] read; [`plan_remove`] and [`plan_reset`] make a [`Plan`], a
//! pure value; [`Plan::admit`] lets it pass when no guard rule stands against it; [`apply`] runs its steps, records
//! them, and reads back what is true; the [`Report`] says so for each factor.
//!
//! **Verify, then act, then tell everyone.** A [`Guard`] holds the policy and what the [`Desk`] knows around a request;
//! every plan and every [`Permit`] asks its rules once. [`candidates`] says which factor the caller could prove themselves
//! with, [`conclude`] and [`vouch`] turn a proof into a receipt, and [`follow_up`] does what follows an act.
//!
//! **Look at the books.** [`reconcile`] lays what was recorded beside what the provider's log tells and beside the tickets;
//! [`credential_leave`] and [`policy_leave`] say what may be done before anything is tried.

mod aftermath;
mod apply;
mod caller;
mod desk;
mod error;
mod explain;
mod facts;
mod find;
#[cfg(test)]
mod fixture;
mod flow;
mod guard;
mod implied;
mod mandate;
mod mark;
mod matter;
mod may;
mod offer;
mod offered;
mod once;
mod outcome;
mod permit;
mod phone;
mod pick;
mod plan;
mod progress;
mod readback;
mod reconcile;
mod record;
mod refused;
mod rights;
mod said;
mod second;
mod selector;
mod stopped;
mod tools;

pub use aftermath::{
    Aftermath, BadTemplate, FollowUp, ManagerRule, NoManagerRule, Occasion, Sessions, Telling, Template, Templates,
    follow_up, tell, work_note,
};
pub use apply::{apply, unlock};
pub use caller::{
    Candidate, Conclusion, Heard, Lost, Obstacle, Unheard, attested, candidate, candidates, candidates_now, conclude,
    hear, is_denied, proven, vouch,
};
pub use desk::{AskedAct, AskedChange, Desk, DeskNote, Happened, Notice, NoticeResult, Proofs, Reconciled, guard_for};
pub use error::{Error, Result};
pub use explain::{Explanation, explain};
pub use facts::{Administrator, Facts, Known, Listing, Want, gather};
pub use find::{Found, UserSelector, find, search};
pub use flow::{
    OpenEnrollment, Pace, activate, await_answer, await_enrollment, cancel, challenge, end_sessions, enroll,
    issue_code, resend, revoke_code, verify,
};
pub use guard::{Guard, protection, self_service};
pub use mandate::Mandate;
pub use matter::{Matter, about, target, to_be_made};
pub use may::{May, rights_or_why, told_leave};
pub use mfadir_policy::{Lifted, Refusal, Rule};
pub use offer::to_enroll;
pub use offered::offered;
pub use once::{Once, Seen, Sent};
pub use outcome::{After, Answer, FactorResult, Outcome, Report, UnlockReport, Verdict, WholeResult};
pub use permit::{Permit, permit};
pub use phone::e164;
pub use plan::{Act, Admitted, Note, Plan, RemoveRequest, Step, UnlockPlan, plan_remove, plan_reset, plan_unlock};
pub use progress::{NoProgress, Progress, Tick};
pub use reconcile::{
    ActRow, ActStanding, Books, By, Ending, EventRow, EventStanding, Finding, FindingKind, OurAct, OurReceipt, Period,
    ReceiptRow, Reconciliation, Standing, Tally, Ticket, TicketRow, TicketStanding, reconcile,
};
pub use record::{Ended, NoRecorder, ReadBack, Record, Recorder};
pub use refused::{Basis, Refused};
pub use rights::{Aim, CredentialLeave, Leave, PolicyLeave, credential_leave, needed, policy_leave};
pub use said::{code, two_codes};
pub use second::{PlanFile, approve, approve_change, ask, ask_change, change_request};
pub use selector::{FactorSelector, suggest};
pub use stopped::Stopped;
pub use tools::Tools;
