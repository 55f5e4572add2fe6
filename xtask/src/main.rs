//! The project's own tasks: `cargo xtask ci`, `cargo xtask tidy`.
#![expect(clippy::print_stdout, reason = "a task tells the person who started it what it does")]

mod ci;
mod strangers;
mod tidy;
mod tree;

use std::path::Path;

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
    /// Programs that we did not write, against the sandbox and our backends
    Strangers(strangers::Options),
    /// The rules of docs/architecture.md that a program can check
    Tidy,
}

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the workspace")?;
    match Arguments::parse().task {
        Task::Ci(options) => ci::run(root, &options),
        Task::Strangers(options) => strangers::run(root, &options),
        Task::Tidy => tidy::run(root),
    }
}
