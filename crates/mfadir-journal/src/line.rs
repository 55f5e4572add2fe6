//! One line of the log: a number, the hash of the line before, and the entry.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::entry::{Entry, EntryKind};

/// The SHA-256 hash of a line's bytes, without its line end, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hash(String);

impl Hash {
    /// What stands where a first line names the one before.
    pub fn none() -> Self {
        Self("0".repeat(64))
    }

    /// The hash of a line.
    pub fn of(line: &[u8]) -> Self {
        use fmt::Write;
        let mut text = String::with_capacity(64);
        for byte in Sha256::digest(line) {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// The hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A line with its entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its number, from 1, over all segments.
    pub n: u64,
    /// The hash of the line before.
    pub prev: Hash,
    /// What it tells.
    pub entry: Entry,
}

/// What the chain needs of a line.
#[derive(Debug, Deserialize)]
pub(crate) struct Link<'a> {
    pub(crate) n: u64,
    #[serde(borrow)]
    pub(crate) prev: &'a str,
    pub(crate) entry: Kept,
}

/// What the head needs of an entry.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Kept {
    pub(crate) at: jiff::Timestamp,
    pub(crate) kind: EntryKind,
    #[serde(default)]
    pub(crate) of: Option<u64>,
}

impl Line {
    pub(crate) fn bytes(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }
}
