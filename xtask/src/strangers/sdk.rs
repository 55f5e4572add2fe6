//! The vendors' own SDKs, each operation called once and its answer looked at.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Result, ensure};

use super::{
    python,
    sandbox::Sandbox,
    tally::{Line, Tally},
};

struct Sdk {
    package: &'static str,
    /// In `xtask/strangers`; it is given the sandbox's ready line and writes a line for each operation.
    script: &'static str,
    /// How many operations it must try.
    least: usize,
}

const SDKS: &[Sdk] = &[
    Sdk { package: "okta==2.9.13", script: "okta_2.py", least: 25 },
    Sdk { package: "okta==3.4.6", script: "okta_3.py", least: 25 },
    Sdk { package: "onelogin==4.0.1", script: "onelogin_4.py", least: 38 },
];

/// Lets each SDK try.
pub(crate) fn run(root: &Path, tally: &mut Tally) -> Result<()> {
    for sdk in SDKS {
        match python::with(root, &[sdk.package]) {
            Ok(python) => tally.add(sdk.package, sdk.least, lines(root, sdk, &python)?),
            Err(why) => tally.ignore(sdk.package, format!("Python cannot have it: {why:#}")),
        }
    }
    Ok(())
}

fn lines(root: &Path, sdk: &Sdk, python: &Path) -> Result<Vec<Line>> {
    let sandbox = Sandbox::start(root, &[])?;
    let script = root.join("xtask/strangers").join(sdk.script);
    let run = Command::new(python).arg(&script).arg(&sandbox.ready).stderr(Stdio::inherit()).output()?;
    ensure!(run.status.success(), "{} broke off ({})", sdk.script, run.status);
    Line::all(&run.stdout)
}
