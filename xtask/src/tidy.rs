//! The rules of `docs/architecture.md` that a program can check. Each rule is a file and returns what breaks it.

mod floors;
mod links;
mod sources;
mod words;

use std::path::Path;

use anyhow::{Result, ensure};

pub(crate) use words::naming;

/// One place that breaks a rule: `path:line: what`.
type Breach = String;

/// Checks every rule and names every breach.
pub(crate) fn run(root: &Path) -> Result<()> {
    let breaches = breaches(root)?;
    for breach in &breaches {
        println!("tidy: {breach}");
    }
    ensure!(breaches.is_empty(), "tidy: {} broken", breaches.len());
    println!("tidy: every rule holds");
    Ok(())
}

fn breaches(root: &Path) -> Result<Vec<Breach>> {
    let mut found = floors::check(root)?;
    found.extend(words::check(root)?);
    found.extend(sources::check(root)?);
    found.extend(links::check(root)?);
    Ok(found)
}
