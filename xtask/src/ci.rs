//! What must hold before a change lands, cheapest first.

use std::{path::Path, process::Command, time::Instant};

use anyhow::{Context, Result, ensure};

use crate::{providers::providers, real, strangers, tidy};

const STEPS: &[&[&str]] = &[
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--all-features", "--", "--deny", "warnings"],
    &["check", "--package", "mfadir", "--no-default-features"],
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
    for provider in providers(root)? {
        cargo(root, &["check", "--package", "mfadir", "--no-default-features", "--features", &provider])?;
    }
    strangers::run(root, options)?;
    real::prepare_all(root);
    cargo(root, &["test", "--workspace"])?;
    cargo(root, &["test", "--package", "mfadir", "--features", "keyring", "--lib", "keyring"])?;
    cargo(root, &["test", "--package", "xtask", "--test", "new_backend", "--", "--ignored"])?;
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
