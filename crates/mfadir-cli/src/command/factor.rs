//! `factor list|show|available|remove`

mod available;
mod list;
mod remove;
mod show;

use clap::{Args, Subcommand};

use crate::{context::Context, failure::Outcome};

/// The arguments of `factor`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List a person's factors
    List(list::Arguments),
    /// Show one factor of a person
    Show(show::Arguments),
    /// List the factors that a person could enroll
    Available(available::Arguments),
    /// Remove factors of a person
    Remove(remove::Arguments),
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    match arguments.verb {
        Verb::List(arguments) => list::run(arguments, context).await,
        Verb::Show(arguments) => show::run(arguments, context).await,
        Verb::Available(arguments) => available::run(arguments, context).await,
        Verb::Remove(arguments) => remove::run(arguments, context).await,
    }
}
