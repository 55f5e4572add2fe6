//! What every backend must do, as named checks.
//!
//! Write a [`Subject`]: a directory of yours over a tenant in a known state, with the people of its [`Cast`]. Then run
//! every check of [`ALL`] on a fresh subject each and show what came out:
//!
//! ```no_run
//! # async fn all(fresh: impl AsyncFn() -> Box<dyn mfadir_conformance::Subject>) {
//! for check in mfadir_conformance::ALL.iter().copied().flatten() {
//!     let outcome = check.run(&*fresh().await).await;
//!     assert!(!outcome.is_failure(), "{}: {outcome} ({})", check.name, check.rule);
//! }
//! # }
//! ```
//!
//! A check whose operations the directory does not declare is *ignored*, and so is one that needs something which the
//! subject cannot do; the outcome tells the reason. Nothing ever vanishes from the list.

mod able;
mod call;
mod cast;
mod check;
mod fault;
mod outcome;
mod scene;
mod subject;

pub use able::{Able, Cannot};
pub use cast::{Cast, Membership, Person, SharedEmail};
pub use check::{ALL, Check, named};
pub use fault::{Lasting, Mishap};
pub use outcome::{Outcome, Stop, Verdict};
pub use subject::{Answer, Exception, Request, Sent, Subject};
