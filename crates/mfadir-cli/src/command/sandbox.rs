//! `sandbox`

mod codes;
mod control;
mod outbox;
mod push;
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
    /// Show what the made-up tenants would have sent by text message, call or mail, and what reached the made-up desk
    Outbox(outbox::Arguments),
    /// Show what the apps of the made-up people show
    Codes(codes::Arguments),
    /// Answer a push in the place of a made-up person
    Push(push::Arguments),
}

impl Arguments {
    /// Whether it runs until it is interrupted.
    pub(super) fn serves(&self) -> bool {
        matches!(self.verb, Verb::Serve(_))
    }
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    context.machine.refuse("the sandbox")?;
    match arguments.verb {
        Verb::Serve(arguments) => serve::run(arguments, context).await,
        Verb::Restore(arguments) => restore::run(&arguments, context).await,
        Verb::Requests(arguments) => requests::run(&arguments, context).await,
        Verb::Outbox(arguments) => outbox::run(&arguments, context).await,
        Verb::Codes(arguments) => codes::run(&arguments, context).await,
        Verb::Push(arguments) => push::run(&arguments, context).await,
    }
}
