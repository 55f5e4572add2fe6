//! Handles of what is not finished yet: a later run goes on with them.
//!
//! Each is a file of its own in the state folder, readable by its owner alone, until it is done or has ended. On the
//! command line stands its short id, never what it holds.

mod call;
mod entry;
mod store;

pub(crate) use call::Call;
pub(crate) use entry::{Entry, Purpose};
pub(crate) use store::HandleStore;
