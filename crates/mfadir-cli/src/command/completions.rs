//! `completions SHELL`

use clap::Args;

use crate::{context::Context, exit::Exit, shell::Shell};

/// The arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../help/completions.txt"))]
pub struct Arguments {
    /// The shell that the script is for
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Exit {
    context.output.exactly(arguments.shell.script());
    Exit::Done
}
