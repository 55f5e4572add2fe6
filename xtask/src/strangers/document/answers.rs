//! What the sandbox answers, through a proxy that holds it against Okta's document.

use std::{path::Path, process::Command};

use anyhow::{Result, ensure};

use super::copy::Copies;
use crate::strangers::{prism::Prism, sandbox::Sandbox, tally::Line};

/// How many answers must be judged.
pub(super) const LEAST: usize = 20;

pub(super) fn judged(root: &Path, program: &Path, copies: &Copies) -> Result<Vec<Line>> {
    let sandbox = Sandbox::start(root, &[])?;
    let log = sandbox.state().join("prism.log");
    let proxy = Prism::proxy(program, &copies.okta(), &sandbox.okta_url()?, &log)?;
    let script = root.join("xtask/strangers/violations.py");
    let run = Command::new("python3").arg(script).args([&sandbox.ready, &proxy.url]).output()?;
    ensure!(run.status.success(), "violations.py broke off: {}", String::from_utf8_lossy(&run.stderr));
    Line::all(&run.stdout)
}
