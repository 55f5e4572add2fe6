//! Which writes are under way: whoever sends one holds a lock until its outcome is written down, and the system takes the
//! lock away from who dies. An intent without an outcome that nobody holds is one that was left behind.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    time::Duration,
};

use mfadir_core::{Error, ErrorKind, Result};
use tokio::time::sleep;

use super::{disk, fault};

const FILE: &str = "writing.lock";

/// How often a lock is asked for again, and how long is waited in between.
const ATTEMPTS: u32 = 600;
const PAUSE: Duration = Duration::from_millis(50);

/// A lock that ends when this is dropped.
#[derive(Debug)]
pub(super) struct Hold(#[expect(dead_code, reason = "an open file holds the lock")] File);

impl Hold {
    /// Holds the lock of this file alone; nothing where somebody else does.
    pub(super) fn alone(path: &Path) -> Result<Option<Self>> {
        take(path, File::try_lock)
    }
}

/// The lock of one tenant's writes.
#[derive(Clone, Debug)]
pub(super) struct Holds(PathBuf);

impl Holds {
    pub(super) fn new(folder: &Path) -> Self {
        Self(folder.join(FILE))
    }

    /// Holds the lock for a write, with others who write. Waits for who resolves what was left behind.
    pub(super) async fn write(&self) -> Result<Hold> {
        for _ in 0..ATTEMPTS {
            if let Some(hold) = take(&self.0, File::try_lock_shared)? {
                return Ok(hold);
            }
            sleep(PAUSE).await;
        }
        let error = Error::new(ErrorKind::Refused, "another run reads how writes ended that were left behind");
        Err(error.with_hint("try again when it has ended"))
    }

    /// Holds the lock alone: nobody writes meanwhile. Nothing where somebody does.
    pub(super) fn alone(&self) -> Result<Option<Hold>> {
        Hold::alone(&self.0)
    }
}

fn take(path: &Path, lock: fn(&File) -> Result<(), TryLockError>) -> Result<Option<Hold>> {
    let failed = |error| fault::file(path, "cannot be locked", error);
    let file = disk::open_private(path).map_err(failed)?;
    match lock(&file) {
        Ok(()) => Ok(Some(Hold(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}
