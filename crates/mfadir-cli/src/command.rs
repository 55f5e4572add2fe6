//! The commands, one a file.

mod approve;
mod audit;
mod can_i;
mod change;
mod code;
mod completions;
mod demo;
mod desk;
mod explain;
mod factor;
mod follow;
mod lifting;
mod man;
mod offer;
mod operator;
mod pending;
mod plan_file;
mod policy;
mod provider;
mod refusal;
mod request;
mod reset;
mod roster;
mod sandbox;
mod sent;
mod slip;
mod subject;
mod tenant;
mod unheard;
mod user;
mod verify;
mod version;

use clap::{FromArgMatches, Subcommand};

use crate::{
    context::Context,
    failure::{Failure, Outcome},
};

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find people and look at them
    User(user::Arguments),
    /// See, enroll, verify and remove a person's factors
    Factor(factor::Arguments),
    /// Serve a caller, step by step: who they are, that they are it, what helps, and who is told
    Desk(desk::Arguments),
    /// Verify that a caller is who they say, and keep the receipt
    Verify(Box<verify::Arguments>),
    /// Tell why a person may not get in, and what would help
    Explain(explain::Arguments),
    /// Tell whether you may do something, and what stands against it
    CanI(can_i::Arguments),
    /// Remove all factors of a person
    Reset(reset::Arguments),
    /// Issue and revoke short-lived codes that stand in for a factor
    #[command(visible_aliases = ["tac", "tap", "bypass-code"])]
    TemporaryCode(code::Arguments),
    /// See what waits for a second operator, and show one a plan file
    Request(request::Arguments),
    /// Agree, as a second operator, to what a colleague asks for
    Approve(approve::Arguments),
    /// See what was done, tell whether the record is whole, and take it elsewhere
    Audit(audit::Arguments),
    /// Look after the operators and their signing keys
    Operator(operator::Arguments),
    /// See what the rules ask for, and try them
    Policy(policy::Arguments),
    /// Set tenants up
    Tenant(tenant::Arguments),
    /// See which providers this build knows
    Provider(provider::Arguments),
    /// Run made-up tenants on this machine
    Sandbox(sandbox::Arguments),
    /// Play the main job on the demo tenants
    Demo(demo::Arguments),
    /// Print the script with which a shell completes commands, tenants and factors
    Completions(completions::Arguments),
    /// Print the manual, or write a page for each command
    Man(man::Arguments),
    /// Tell a shell what fits
    #[command(name = "__offer", hide = true)]
    Offer(offer::Arguments),
    /// Print the version
    Version(version::Arguments),
}

impl Command {
    /// The command that these words mean, without the program's name and the flags that every command takes.
    fn of_words(words: &[String]) -> Outcome<Self> {
        let definition = Self::augment_subcommands(clap::Command::new("mfadir").no_binary_name(true));
        let command = definition.try_get_matches_from(words).and_then(|matches| Self::from_arg_matches(&matches));
        command.map_err(|error| Failure::usage(error.render().to_string()))
    }

    /// Does it.
    pub(crate) async fn run(self, context: &mut Context) -> Outcome {
        match self {
            Self::User(arguments) => user::run(arguments, context).await,
            Self::Factor(arguments) => Box::pin(factor::run(arguments, context)).await,
            Self::Desk(arguments) => Box::pin(desk::run(arguments, context)).await,
            Self::Verify(arguments) => Box::pin(verify::run(*arguments, context)).await,
            Self::Explain(arguments) => explain::run(arguments, context).await,
            Self::CanI(arguments) => Box::pin(can_i::run(arguments, context)).await,
            Self::Reset(arguments) => Box::pin(reset::run(arguments, context)).await,
            Self::TemporaryCode(arguments) => code::run(arguments, context).await,
            Self::Request(arguments) => request::run(arguments, context).await,
            Self::Approve(arguments) => approve::run(arguments, context).await,
            Self::Audit(arguments) => Box::pin(audit::run(&arguments, context)).await,
            Self::Operator(arguments) => operator::run(&arguments, context),
            Self::Policy(arguments) => policy::run(arguments, context).await,
            Self::Tenant(arguments) => tenant::run(arguments, context).await,
            Self::Provider(arguments) => provider::run(&arguments, context),
            Self::Sandbox(arguments) => sandbox::run(arguments, context).await,
            Self::Demo(arguments) => demo::run(arguments, context).await,
            Self::Completions(arguments) => Ok(completions::run(&arguments, context)),
            Self::Man(arguments) => man::run(&arguments, context),
            Self::Offer(arguments) => Ok(offer::run(arguments, context)),
            Self::Version(arguments) => version::run(&arguments, context),
        }
    }

    /// Whether it ends in order when it is interrupted, so that nobody has to cut it off.
    pub(crate) fn ends_in_order(&self) -> bool {
        match self {
            // It tells how far it came.
            Self::Desk(_) => true,
            Self::Sandbox(arguments) => arguments.serves(),
            _ => false,
        }
    }
}
