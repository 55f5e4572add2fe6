//! `operator`

mod check;
mod entry;
mod list;
mod new;

use clap::{Args, Subcommand};

use crate::{context::Context, failure::Outcome};

/// The arguments of `operator`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make a signing key, and print the entry for the operators file
    New(new::Arguments),
    /// List the operators, and who of them may act now
    List(list::Arguments),
    /// Tell whether the operators file is good, and fits this machine's operator
    Check(check::Arguments),
}

pub(super) fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    match &arguments.verb {
        Verb::New(arguments) => new::run(arguments, context),
        Verb::List(arguments) => list::run(arguments, context),
        Verb::Check(arguments) => check::run(arguments, context),
    }
}
