//! `user find|show|unlock`

mod find;
mod show;
mod unlock;

use clap::{Args, Subcommand};

use crate::{context::Context, failure::Outcome};

/// The arguments of `user`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Find people by a part of their name, login or address
    Find(find::Arguments),
    /// Show a person
    Show(show::Arguments),
    /// Lift the provider's lock from a person's account
    Unlock(unlock::Arguments),
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    match arguments.verb {
        Verb::Find(arguments) => find::run(arguments, context).await,
        Verb::Show(arguments) => show::run(arguments, context).await,
        Verb::Unlock(arguments) => unlock::run(arguments, context).await,
    }
}
