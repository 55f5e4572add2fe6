//! `sandbox`

mod requests;
mod restore;
mod serve;

use clap::{Args, Subcommand};

use crate::{context::Context, failure::Outcome};

/// The arguments of `sandbox`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serve the made-up tenants until interrupted
    Serve(serve::Arguments),
    /// Start over with the made-up company as it was
    Restore(restore::Arguments),
    /// Show what the made-up tenants were asked
    Requests(requests::Arguments),
}

impl Arguments {
    /// Whether it runs until it is interrupted.
    pub(super) fn serves(&self) -> bool {
        matches!(self.verb, Verb::Serve(_))
    }
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    match arguments.verb {
        Verb::Serve(arguments) => serve::run(arguments, context).await,
        Verb::Restore(arguments) => restore::run(&arguments, context).await,
        Verb::Requests(arguments) => requests::run(&arguments, context).await,
    }
}
