//! `sandbox restore`

use clap::Args;
use mfadir_sandbox::{Options, Sandbox};

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    sandbox::{House, Served, broken},
};

/// The arguments of `sandbox restore`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// How many numbered people there are beside the named ones
    #[arg(long, value_name = "N")]
    people: Option<usize>,
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let house = House::of(&context.state()?)?;
    let Served::Here(_lock) = house.enter()? else {
        let failure = Failure::new(Exit::Failed, "the sandbox is in use");
        return Err(failure.with_hint("end `sandbox serve` first, and start it with --fresh"));
    };
    if context.globals.dry_run {
        context.output.say("the state of the demo tenants would be thrown away");
        return Ok(Exit::Done);
    }
    let usual = Options::new(context.clock.clone());
    let people = arguments.people.unwrap_or(usual.people);
    let options = Options { state: Some(house.state_file()), fresh: true, people, ..usual };
    let sandbox = Sandbox::start(options).await.map_err(|error| broken(&error))?;
    sandbox.stop().await.map_err(|error| broken(&error))?;
    context.output.say("the demo tenants are as they were in the beginning");
    Ok(Exit::Done)
}
