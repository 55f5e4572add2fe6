//! `tenant`

mod add;
mod credential;
mod guide;
mod list;
mod remove;
mod section;
mod show;
mod source;
mod standing;
mod test;

use clap::{Args, Subcommand};

use crate::{context::Context, failure::Outcome};

/// The arguments of `tenant`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Set a tenant up: ask, write the configuration, test it
    Add(add::Arguments),
    /// List the configured tenants
    List(list::Arguments),
    /// Show a tenant's settings, and where its secrets are kept
    Show(show::Arguments),
    /// Ask the provider whether the credential works, whose it is, and what it may do
    Test(test::Arguments),
    /// Print what the tenant's administrator has to do: scopes, role, clicks
    Guide(guide::Arguments),
    /// Take a tenant out of the configuration
    Remove(remove::Arguments),
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    if let Verb::Add(_) | Verb::Remove(_) = arguments.verb {
        context.machine.refuse("a change of the configuration")?;
    }
    match arguments.verb {
        Verb::Add(arguments) => add::run(arguments, context).await,
        Verb::List(arguments) => list::run(&arguments, context),
        Verb::Show(arguments) => show::run(&arguments, context).await,
        Verb::Test(arguments) => test::run(&arguments, context).await,
        Verb::Guide(arguments) => guide::run(&arguments, context).await,
        Verb::Remove(arguments) => remove::run(&arguments, context).await,
    }
}
