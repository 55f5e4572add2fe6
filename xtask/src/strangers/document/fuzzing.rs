//! Requests that are made from the documents, good and bad ones, to every path of both tenants.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::copy::Copies;
use crate::strangers::{sandbox::Sandbox, tally::Line};

/// One for each tenant.
pub(super) const LEAST: usize = 2;

/// How many examples are made for each operation, beside those that the document's bounds lead to. They are the same in
/// each run.
const EXAMPLES: &str = "15";
/// After so many seconds it is content with what it has tried; it never takes as long on an idle machine.
const LONGEST: &str = "120";

const SAID: &str = "said";
const REPORT: &str = "report.json";

/// One tenant under test, by a program that runs.
struct Run {
    name: &'static str,
    child: Child,
    /// It is kept for as long as the program runs.
    sandbox: Sandbox,
}

pub(super) fn judged(root: &Path, python: &Path, copies: &Copies) -> Result<Vec<Line>> {
    let runs =
        [Run::start(root, python, "okta", &copies.okta())?, Run::start(root, python, "onelogin", &copies.onelogin())?];
    runs.into_iter().map(Run::line).collect()
}

impl Run {
    fn start(root: &Path, python: &Path, name: &'static str, document: &Path) -> Result<Self> {
        let sandbox = Sandbox::start(root, &["--rate-limit", "1000000"])?;
        let configuration = configuration(root, name, &sandbox)?;
        let child = Command::new(python.with_file_name("schemathesis"))
            .arg("--config-file")
            .arg(configuration)
            .arg("run")
            .arg(document)
            .args(["--url", &sandbox.access(name, "url")?, "--checks", "not_a_server_error"])
            .args(["--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES, "--max-time", LONGEST])
            .args(["--generation-deterministic", "--workers", "1", "--no-color", "--report-json-path", REPORT])
            .current_dir(sandbox.state())
            .stdout(File::create(sandbox.state().join(SAID))?)
            .stderr(Stdio::null())
            .spawn()
            .context("could not start schemathesis")?;
        Ok(Self { name, child, sandbox })
    }

    /// What it found; a connection that was dropped is an error of its own.
    fn line(mut self) -> Result<Line> {
        let status = self.child.wait()?;
        let said = fs::read_to_string(self.sandbox.state().join(SAID))?;
        let report = fs::read_to_string(self.sandbox.state().join(REPORT)).unwrap_or_default();
        let report: Value = serde_json::from_str(&report).unwrap_or_default();
        let (tested, all) = (&report["operations"]["tested"], &report["operations"]["total"]);
        let clean = status.success() && tested == all && all.is_number();
        let last = || said.lines().rev().take(25).collect::<Vec<_>>().join(" | ");
        let requests = &report["test_cases"]["generated"];
        let what = format!("{}: {requests} requests to {tested} of {all} operations, no server error", self.name);
        Ok(Line::judged(what, (!clean).then(last)))
    }
}

/// A file that tells the credential, and ids that are there.
fn configuration(root: &Path, name: &str, sandbox: &Sandbox) -> Result<PathBuf> {
    let script = root.join("xtask/strangers/ids.py");
    let run = Command::new("python3").arg(script).args([&sandbox.ready, name]).output()?;
    ensure!(run.status.success(), "ids.py broke off: {}", String::from_utf8_lossy(&run.stderr));
    let file = sandbox.state().join("schemathesis.toml");
    fs::write(&file, run.stdout)?;
    Ok(file)
}
