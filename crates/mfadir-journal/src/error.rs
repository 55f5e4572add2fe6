//! Why an entry could not be written down or read.

use std::{io, path::PathBuf};

use thiserror::Error;

/// A result of the journal.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an entry is not safely on the disk, or cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk is full, read only, or not there.
    #[error("the audit log in {} cannot be written", .folder.display())]
    Unwritable {
        /// The tenant's folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It cannot be read.
    #[error("the audit log in {} cannot be read", .folder.display())]
    Unreadable {
        /// The tenant's folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Another process holds it.
    #[error("another process holds the audit log in {}", .folder.display())]
    Held {
        /// The tenant's folder.
        folder: PathBuf,
    },
    /// Its end is not what its head says: somebody changed it.
    #[error("the audit log in {} is not as it was left: {why}", .folder.display())]
    Broken {
        /// The tenant's folder.
        folder: PathBuf,
        /// What does not fit, as a clause.
        why: String,
    },
}
