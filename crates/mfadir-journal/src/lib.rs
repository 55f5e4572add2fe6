//! Append-only records on disk.
//!
//! The [`AuditLog`] of a tenant is a folder: one segment of JSON lines a month, each line with the hash of the line
//! before, and a head that tells how many lines there are and which is the last. An entry is on the disk before
//! [`AuditLog::append`] returns. [`verify`] finds a line that was edited, taken away, moved or cut off.

mod disk;
mod entry;
mod error;
mod export;
mod head;
mod line;
mod log;
mod owing;
mod seal;
mod segment;
mod verify;

pub use entry::{Entry, EntryKind, LiftedRule, Mention, Person};
pub use error::{Error, Result};
pub use export::{COLUMNS, csv_row, ecs};
pub use head::Head;
pub use line::{Hash, Line};
pub use log::{Appended, AuditLog};
pub use owing::{Happened, Owing, OwingAct, SESSIONS};
pub use seal::{Seal, Sealed, Unsigned};
pub use verify::{Check, Fault, FaultKind, NotVerified, SignedHead, Verified, verify};
