//! What goes around every call of a directory, written against core's [`Around`](mfadir_core::Around).
//!
//! From the inside out: [`Timeout`], [`Trace`], [`Budget`], [`Retry`], [`ReadOnly`]. A timed-out attempt is traced,
//! each attempt is admitted by the budget, and only what is left is repeated. Time comes from core's `Clock` alone, so
//! that no layer needs a runtime.

mod budget;
mod patience;
mod read_only;
mod retry;
#[cfg(test)]
mod test_call;
mod timeout;
mod trace;

pub use budget::{Budget, BudgetGauge, Purpose};
pub use patience::{Notice, Patience, Silent, Waiting, Why};
pub use read_only::ReadOnly;
pub use retry::Retry;
pub use timeout::Timeout;
pub use trace::Trace;
