//! A server that is up.

use std::{
    fs::{self, File},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use super::cache::Cache;

/// How long to wait between two looks whether it is ready.
const PAUSE: Duration = Duration::from_millis(100);

/// A server on a copy of the seed, for one user: it ends with this value, and with this process at the latest.
pub(super) struct Running {
    /// Where it listens.
    pub(super) url: String,
    child: Child,
    /// Holds the lock that keeps it up.
    _user: File,
    _folder: TempDir,
}

impl Running {
    /// Starts one. A port of 0 is any free one.
    pub(super) fn start(cache: &Cache, port: u16) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let user = File::create(folder.path().join("users"))?;
        user.lock_shared()?;
        let log = File::create(folder.path().join("output"))?;
        let mut child = Command::new(cache.python())
            .arg(cache.script("serve.py"))
            .args([cache.seed().as_path(), folder.path()])
            .arg(port.to_string())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("could not start the server")?;
        let url = ready(&mut child, folder.path())?;
        Ok(Self { url, child, _user: user, _folder: folder })
    }

    /// Waits for the end, which somebody else must bring about.
    pub(super) fn wait(&mut self) -> Result<()> {
        let status = self.child.wait()?;
        ensure!(status.success(), "the server ended ({status})");
        Ok(())
    }
}

/// The address, once it is written down.
fn ready(child: &mut Child, folder: &Path) -> Result<String> {
    loop {
        if let Ok(url) = fs::read_to_string(folder.join("url")) {
            return Ok(url);
        }
        if let Some(status) = child.try_wait()? {
            let said = fs::read_to_string(folder.join("output")).unwrap_or_default();
            bail!("the server ended before it was ready ({status}): {said}");
        }
        thread::sleep(PAUSE);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already; either way nothing is left of it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
