//! The project's own tasks: `cargo xtask ci`, `cargo xtask tidy`.
#![expect(clippy::print_stdout, reason = "a task tells the person who started it what it does")]

mod ci;
mod new_backend;
mod providers;
mod real;
mod strangers;
mod tidy;
mod tree;

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own tasks")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Everything that must hold before a change lands; ends with the tests
    Ci(strangers::Options),
    /// A crate for one more provider, registered, with everything that its trials need
    NewBackend(new_backend::Options),
    /// A real MFA server on this machine, or a command beside it
    Real(real::Options),
    /// Programs that we did not write, against the sandbox and our backends
    Strangers(strangers::Options),
    /// The rules of docs/architecture.md that a program can check
    Tidy,
}

fn main() -> Result<()> {
    let root = root()?;
    let root = root.as_path();
    match Arguments::parse().task {
        Task::Ci(options) => ci::run(root, &options),
        Task::NewBackend(options) => new_backend::run(root, &options),
        Task::Real(options) => real::run(root, &options),
        Task::Strangers(options) => strangers::run(root, &options),
        Task::Tidy => tidy::run(root),
    }
}

/// The workspace that cargo was called in: a copy of it may share what was built here.
fn root() -> Result<PathBuf> {
    let own = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    own.parent().map(Path::to_owned).context("xtask lies in the workspace")
}
