//! `tenant remove`

use clap::Args;

use super::section::Edited;
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// The arguments of `tenant remove`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The tenant
    tenant: String,
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let name = &arguments.tenant;
    let config = context.config()?;
    let Some(place) = config.place(name) else {
        return Err(config.tenant(name).map_or_else(Failure::from, |_| not_there(name)));
    };
    let mut file = Edited::open(&place.path)?;
    if !file.remove(name) {
        return Err(not_there(name));
    }
    let what = format!("{name} from {}", place.path.display());
    if context.globals.dry_run {
        context.output.say(format!("would take {what}"));
        return Ok(Exit::Done);
    }
    if !context.confirm(&format!("Take {what}?")).await? {
        return Err(Failure::new(Exit::Failed, "not confirmed, and nothing was changed"));
    }
    file.save()?;
    context.output.say(format!("took {what}"));
    Ok(Exit::Done)
}

fn not_there(name: &str) -> Failure {
    Failure::new(Exit::NotFound, format!("the section of {name} cannot be found in its file"))
}
