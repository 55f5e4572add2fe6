//! `factor list|show|available|questions|enroll|activate|resend|challenge|verify|remove`

mod activate;
mod asking;
mod available;
mod challenge;
mod completion;
mod enroll;
mod list;
mod open;
mod pick;
mod questions;
mod remove;
mod resend;
mod scene;
mod show;
mod signature;
mod verify;

use clap::{Args, Subcommand};

pub(super) use self::{
    pick::pick,
    scene::{Open, Proves, Scene, warn_of},
    verify::{Proven, Proving, Way, end},
};
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
    /// List the security questions that a person could choose from
    Questions(questions::Arguments),
    /// Enroll a factor for a person
    Enroll(Box<enroll::Arguments>),
    /// Complete the enrollment of a factor
    Activate(activate::Arguments),
    /// Send again what completes an enrollment
    Resend(resend::Arguments),
    /// Challenge a factor: send a code, or ask for a tap
    Challenge(challenge::Arguments),
    /// Verify a factor: challenge it where needed, and take the answer
    Verify(verify::Arguments),
    /// Remove factors of a person
    Remove(remove::Arguments),
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    match arguments.verb {
        Verb::List(arguments) => list::run(arguments, context).await,
        Verb::Show(arguments) => show::run(arguments, context).await,
        Verb::Available(arguments) => available::run(arguments, context).await,
        Verb::Questions(arguments) => questions::run(arguments, context).await,
        Verb::Enroll(arguments) => Box::pin(enroll::run(*arguments, context)).await,
        Verb::Activate(arguments) => activate::run(arguments, context).await,
        Verb::Resend(arguments) => resend::run(arguments, context).await,
        Verb::Challenge(arguments) => challenge::run(arguments, context).await,
        Verb::Verify(arguments) => verify::run(arguments, context).await,
        Verb::Remove(arguments) => remove::run(arguments, context).await,
    }
}
