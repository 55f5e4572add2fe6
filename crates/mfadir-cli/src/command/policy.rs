//! `policy`

mod check;
mod show;
mod source;
mod test;

use clap::{Args, Subcommand};

use crate::{context::Context, failure::Outcome};

/// The arguments of `policy`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Show every rule: what it asks for, where that is written, who may lift it
    Show(show::Arguments),
    /// Tell whether policy files are good
    Check(check::Arguments),
    /// Try a policy on examples
    Test(test::Arguments),
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    match arguments.verb {
        Verb::Show(arguments) => show::run(&arguments, context).await,
        Verb::Check(arguments) => check::run(&arguments, context),
        Verb::Test(arguments) => test::run(&arguments, context),
    }
}
