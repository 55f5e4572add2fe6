//! `audit`

mod export;
mod filter;
mod log;
mod reconcile;
mod show;
mod verify;

use clap::{Args, Subcommand};

use crate::{context::Context, failure::Outcome};

/// The arguments of `audit`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Show the entries of the audit log
    Show(show::Arguments),
    /// Tell whether the audit log is as it was written; needs no configuration
    Verify(verify::Arguments),
    /// Write entries for other programs
    Export(export::Arguments),
    /// Compare the audit log with the provider's own and with the tickets
    Reconcile(reconcile::Arguments),
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    match &arguments.verb {
        Verb::Show(arguments) => show::run(arguments, context),
        Verb::Verify(arguments) => verify::run(arguments, context),
        Verb::Export(arguments) => export::run(arguments, context),
        Verb::Reconcile(arguments) => reconcile::run(arguments, context).await,
    }
}
