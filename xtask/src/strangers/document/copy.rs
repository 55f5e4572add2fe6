//! Copies of the documents in which their known faults are mended.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

const OKTA: &str = "okta-mfa.openapi.yaml";
const ONELOGIN: &str = "onelogin-mfa.openapi.yaml";

/// The folder, where it was named and holds both documents.
pub(super) fn present(documents: Option<&Path>) -> Result<&Path> {
    let holds = |folder: &&Path| [OKTA, ONELOGIN].iter().all(|name| folder.join(name).exists());
    documents.filter(holds).with_context(|| format!("--vendor-docs names no folder with {OKTA} and {ONELOGIN}"))
}

/// Both documents; they end with this value.
pub(super) struct Copies(TempDir);

impl Copies {
    /// Mends them, in a folder of its own.
    pub(super) fn make(root: &Path, python: &Path, documents: &Path) -> Result<Self> {
        let copies = Self(tempfile::tempdir()?);
        for (name, copy) in [(OKTA, copies.okta()), (ONELOGIN, copies.onelogin())] {
            let script = root.join("xtask/strangers/corrected.py");
            let run = Command::new(python).arg(script).arg(documents.join(name)).arg(copy).output()?;
            ensure!(run.status.success(), "corrected.py: {}", String::from_utf8_lossy(&run.stderr));
        }
        Ok(copies)
    }

    /// Okta's.
    pub(super) fn okta(&self) -> PathBuf {
        self.0.path().join("okta.json")
    }

    /// OneLogin's.
    pub(super) fn onelogin(&self) -> PathBuf {
        self.0.path().join("onelogin.json")
    }
}
