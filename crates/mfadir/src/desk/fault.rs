//! Errors of a desk's own files, as everybody else tells theirs.

use std::{io, path::Path};

use mfadir_core::{Error, ErrorKind};
use mfadir_journal::Error as LogError;

/// A file or folder cannot be used. `what` is a clause without its name: `cannot be written`.
pub(super) fn file(path: &Path, what: &str, source: io::Error) -> Error {
    Error::new(ErrorKind::Refused, format!("{} {what}", path.display()))
        .with_hint(source.to_string())
        .with_source(source)
}

/// The audit log cannot be used: what has to be written down is not done.
pub(super) fn log(error: LogError) -> Error {
    let hint = match &error {
        LogError::Unwritable { .. } | LogError::Unreadable { .. } => {
            "nothing is sent without it: look at the disk, and at who may write the folder".to_owned()
        }
        LogError::Held { .. } => "try again when it has ended".to_owned(),
        _ => "`mfadir audit verify` says where; keep a copy before anything is put right".to_owned(),
    };
    Error::new(ErrorKind::Refused, error.to_string()).with_hint(hint).with_source(error)
}
