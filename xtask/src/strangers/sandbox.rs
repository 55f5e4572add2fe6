//! A sandbox of our own for one stranger.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// A running `mfadir sandbox serve` with a state folder of its own; it ends with this value.
pub(crate) struct Sandbox {
    serve: Child,
    /// The line that it printed when it was ready.
    pub(crate) ready: String,
    state: TempDir,
}

impl Sandbox {
    /// Starts one with these further arguments.
    pub(crate) fn start(root: &Path, arguments: &[&str]) -> Result<Self> {
        build(root)?;
        let state = tempfile::tempdir()?;
        let mut serve = Command::new(program()?)
            .args(["sandbox", "serve", "--fresh"])
            .args(arguments)
            .env("MFADIR_STATE", state.path())
            .stdout(Stdio::piped())
            .spawn()
            .context("could not start the sandbox")?;
        let output = serve.stdout.take().context("its output is piped")?;
        let mut ready = String::new();
        BufReader::new(output).read_line(&mut ready)?;
        Ok(Self { serve, ready, state })
    }

    /// A folder that goes with it.
    pub(crate) fn state(&self) -> &Path {
        self.state.path()
    }

    /// Where the Okta tenant listens.
    pub(crate) fn okta_url(&self) -> Result<String> {
        self.access("okta", "url")
    }

    /// What the ready line says of a tenant.
    pub(crate) fn access(&self, tenant: &str, key: &str) -> Result<String> {
        let ready: serde_json::Value = serde_json::from_str(&self.ready)?;
        Ok(ready[tenant][key].as_str().context("the ready line says it")?.to_owned())
    }
}

/// The command, which is built beside this program.
pub(crate) fn program() -> Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name(format!("mfadir{}", std::env::consts::EXE_SUFFIX)))
}

fn build(root: &Path) -> Result<()> {
    let status = Command::new(env!("CARGO")).args(["build", "--quiet"]).current_dir(root).status()?;
    ensure!(status.success(), "the command does not build");
    Ok(())
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It may have ended already; either way nothing is left of it.
        let _ = self.serve.kill();
        let _ = self.serve.wait();
    }
}
