//! The audit log: its entries, and whether it is as it was written.

mod entries;
mod finding;
mod verdict;

pub(crate) use entries::{AuditDocument, AuditEntry};
pub(crate) use verdict::{Verdict, Verdicts};
