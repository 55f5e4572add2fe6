//! What our backends send, to mocks that are made from the documents.
//!
//! A test has every operation of every backend done on a sandbox and writes down what is sent; each kind of request is then
//! handed to the mock of its vendor. What the documents cannot judge stands in a list with the reason.

use std::{path::Path, process::Command};

use anyhow::{Result, ensure};

use super::copy::Copies;
use crate::strangers::{prism::Prism, tally::Line};

/// How many kinds of requests there must be.
pub(super) const LEAST: usize = 130;

pub(super) fn judged(root: &Path, program: &Path, copies: &Copies) -> Result<Vec<Line>> {
    let state = tempfile::tempdir()?;
    let requests = state.path().join("requests");
    write_down(root, &requests)?;
    let okta = Prism::mock(program, &copies.okta(), &state.path().join("okta.log"))?;
    let onelogin = Prism::mock(program, &copies.onelogin(), &state.path().join("onelogin.log"))?;
    let script = root.join("xtask/strangers/judge.py");
    let run = Command::new("python3").arg(script).arg(requests).args([&okta.url, &onelogin.url]).output()?;
    ensure!(run.status.success(), "judge.py broke off: {}", String::from_utf8_lossy(&run.stderr));
    Line::all(&run.stdout)
}

fn write_down(root: &Path, file: &Path) -> Result<()> {
    let test = ["test", "--quiet", "--package", "mfadir-tests", "--test", "stories", "--", "--ignored", "written_down"];
    let run = Command::new(env!("CARGO")).args(test).current_dir(root).env("MFADIR_REQUESTS", file).output()?;
    let said = [run.stdout, run.stderr].concat();
    ensure!(run.status.success(), "the requests were not sent: {}", String::from_utf8_lossy(&said));
    Ok(())
}
