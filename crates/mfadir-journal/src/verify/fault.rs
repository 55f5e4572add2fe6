//! Where a log was changed, and how.

use std::{fmt, path::Path};

use crate::head::FILE;

/// How a log was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The line is not as it was written.
    Edited,
    /// Lines were taken away before this one; the number of the first.
    Missing(u64),
    /// The line stands at the place of another one; the number that belongs here.
    Reordered(u64),
    /// The last lines were taken away; how many there were and are.
    Cut {
        /// What the head tells of.
        was: u64,
        /// What is there.
        is: u64,
    },
    /// There is no head.
    NoHead,
    /// The head is older than the log: it was put back, or lines were added by hand.
    OldHead {
        /// What the head tells of.
        head: u64,
        /// What is there.
        is: u64,
    },
    /// The head's list of open writes is not what the lines say.
    OpenWrites,
    /// The head's signature does not count, as a clause.
    NotSigned(String),
}

/// A place where a log was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Its line, from 1; nothing for the head.
    pub line: Option<u64>,
    /// How.
    pub kind: FaultKind,
}

impl Fault {
    pub(super) fn at_head(folder: &Path, kind: FaultKind) -> Self {
        Self { file: folder.join(FILE).display().to_string(), line: None, kind }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        match &self.kind {
            FaultKind::Edited => f.write_str(": this line is not as it was written"),
            FaultKind::Missing(n) => write!(f, ": before this line entry {n} is missing"),
            FaultKind::Reordered(n) => write!(f, ": entry {n} belongs here, and stands further down"),
            FaultKind::Cut { was, is } => {
                write!(f, ": the head tells of {was} entries, and {is} are there: it was cut")
            }
            FaultKind::NoHead => f.write_str(": the head is missing, so a cut end could not be told"),
            FaultKind::OldHead { head, is } => {
                write!(f, ": the head tells of {head} entries, and {is} are there: it is not this log's head")
            }
            FaultKind::OpenWrites => f.write_str(": the head's open writes are not those of the log"),
            FaultKind::NotSigned(why) => write!(f, ": the signature does not count: {why}"),
        }
    }
}
