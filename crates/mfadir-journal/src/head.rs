//! The head: how many lines there are, which is the last, and which writes have no outcome yet.

use std::{collections::BTreeSet, fs, io, path::Path};

use jiff::Timestamp;
use mfadir_core::TenantName;
use serde::{Deserialize, Serialize};

use crate::{
    disk,
    entry::EntryKind,
    line::{Hash, Kept},
    seal::{Seal, Sealed},
};

/// The name of the head's file.
pub(crate) const FILE: &str = "head.json";

/// Where the log ends. A log that is shorter than its head was cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Whose log it is.
    pub tenant: TenantName,
    /// How many lines there are.
    pub count: u64,
    /// The hash of the last one.
    pub hash: Hash,
    /// When the last one was written.
    pub at: Option<Timestamp>,
    /// The numbers of the intents without an outcome.
    pub open: BTreeSet<u64>,
}

impl Head {
    pub(crate) fn empty(tenant: &TenantName) -> Self {
        Self { tenant: tenant.clone(), count: 0, hash: Hash::none(), at: None, open: BTreeSet::new() }
    }

    /// The head after one more line.
    #[must_use]
    pub(crate) fn with(mut self, kept: Kept, hash: Hash) -> Self {
        self.count += 1;
        self.hash = hash;
        self.at = Some(kept.at);
        if kept.kind == EntryKind::Intent {
            self.open.insert(self.count);
        }
        if let Some(of) = kept.of.filter(|_| kept.kind == EntryKind::Outcome) {
            self.open.remove(&of);
        }
        self
    }

    /// Writes it in the place of the one before, whose signature is kept where nobody signs this one.
    pub(crate) fn write(&self, folder: &Path, seal: &dyn Seal, before: Option<Sealed>) -> io::Result<()> {
        let sealed = Sealed::new(self, seal, before)?;
        disk::replace(folder, FILE, &serde_json::to_vec(&sealed)?)
    }

    /// The head of the folder, as it is; nothing where there is none.
    pub(crate) fn read(folder: &Path) -> io::Result<Option<(Self, Sealed)>> {
        let text = match fs::read(folder.join(FILE)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text?,
        };
        let sealed: Sealed = serde_json::from_slice(&text)?;
        Ok(Some((serde_json::from_str(&sealed.text)?, sealed)))
    }
}
