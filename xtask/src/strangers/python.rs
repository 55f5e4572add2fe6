//! Packages for Python, each in an environment of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

/// The interpreter of an environment that has these packages (`name==version`), made where there is none yet.
pub(crate) fn with(root: &Path, packages: &[&str]) -> Result<PathBuf> {
    let folder = root.join("target/strangers").join(packages.join("+").replace("==", "-"));
    let python = folder.join("bin/python3");
    let complete = folder.join("complete");
    if !complete.exists() {
        fs::create_dir_all(&folder)?;
        call(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        call(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .args(packages),
        )?;
        fs::write(complete, "")?;
    }
    Ok(python)
}

fn call(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start {command:?}"))?;
    ensure!(status.success(), "{command:?} failed ({status})");
    Ok(())
}
