//! `temporary-code issue|revoke`

mod issue;
mod lost;
mod revoke;

use clap::{Args, Subcommand};

use crate::{context::Context, failure::Outcome};

/// The arguments of `temporary-code`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Issue a short-lived code that stands in for a factor
    Issue(issue::Arguments),
    /// Take a temporary code back
    Revoke(revoke::Arguments),
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    match arguments.verb {
        Verb::Issue(arguments) => issue::run(arguments, context).await,
        Verb::Revoke(arguments) => revoke::run(arguments, context).await,
    }
}
