//! What must hold before a change lands, cheapest first.

use std::{path::Path, process::Command, time::Instant};

use anyhow::{Context, Result, ensure};

use crate::{strangers, tidy};

const STEPS: &[&[&str]] = &[
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--all-features", "--", "--deny", "warnings"],
    &["check", "--package", "mfadir", "--no-default-features"],
    &["check", "--package", "mfadir", "--no-default-features", "--features", "okta"],
    &["check", "--package", "mfadir", "--no-default-features", "--features", "onelogin"],
    &["doc", "--workspace", "--no-deps"],
    &["run", "--", "demo"],
];

/// Runs every step in `root`, and stops at the first that fails. The tests come last.
pub(crate) fn run(root: &Path, options: &strangers::Options) -> Result<()> {
    let started = Instant::now();
    tidy::run(root)?;
    for step in STEPS {
        cargo(root, step)?;
    }
    strangers::run(root, options)?;
    cargo(root, &["test", "--workspace"])?;
    println!("ci: all of it held, in {} s", started.elapsed().as_secs());
    Ok(())
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    let shown = format!("cargo {}", arguments.join(" "));
    println!("ci: {shown}");
    let started = Instant::now();
    let status = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root)
        .env("RUSTDOCFLAGS", "--deny warnings")
        .status()
        .with_context(|| format!("could not start {shown}"))?;
    ensure!(status.success(), "{shown} failed ({status})");
    println!("ci: {shown} took {} s", started.elapsed().as_secs());
    Ok(())
}
