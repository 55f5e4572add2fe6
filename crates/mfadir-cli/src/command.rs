//! The commands, one a file.

mod change;
mod code;
mod demo;
mod explain;
mod factor;
mod lifting;
mod pending;
mod provider;
mod reset;
mod sandbox;
mod sent;
mod subject;
mod tenant;
mod user;
mod version;

use clap::Subcommand;

use crate::{context::Context, failure::Outcome};

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find people and look at them
    User(user::Arguments),
    /// See, enroll, verify and remove a person's factors
    Factor(factor::Arguments),
    /// Tell why a person may not get in, and what would help
    Explain(explain::Arguments),
    /// Remove all factors of a person
    Reset(reset::Arguments),
    /// Issue and revoke short-lived codes that stand in for a factor
    #[command(visible_aliases = ["tac", "tap", "bypass-code"])]
    TemporaryCode(code::Arguments),
    /// Set tenants up
    Tenant(tenant::Arguments),
    /// See which providers this build knows
    Provider(provider::Arguments),
    /// Run made-up tenants on this machine
    Sandbox(sandbox::Arguments),
    /// Play the main job on the demo tenants
    Demo(demo::Arguments),
    /// Print the version
    Version(version::Arguments),
}

impl Command {
    /// Does it.
    pub(crate) async fn run(self, context: &mut Context) -> Outcome {
        match self {
            Self::User(arguments) => user::run(arguments, context).await,
            Self::Factor(arguments) => Box::pin(factor::run(arguments, context)).await,
            Self::Explain(arguments) => explain::run(arguments, context).await,
            Self::Reset(arguments) => reset::run(arguments, context).await,
            Self::TemporaryCode(arguments) => code::run(arguments, context).await,
            Self::Tenant(arguments) => tenant::run(arguments, context).await,
            Self::Provider(arguments) => provider::run(&arguments, context),
            Self::Sandbox(arguments) => sandbox::run(arguments, context).await,
            Self::Demo(arguments) => demo::run(arguments, context).await,
            Self::Version(arguments) => version::run(&arguments, context),
        }
    }

    /// Whether it ends in order when it is interrupted, so that nobody has to cut it off.
    pub(crate) fn ends_in_order(&self) -> bool {
        matches!(self, Self::Sandbox(arguments) if arguments.serves())
    }
}
