//! `factor challenge USER FACTOR`

use clap::Args;
use mfadir_core::Operation;

use super::{asking::Asking, scene::Scene};
use crate::{
    args::{Completes, Whom},
    command::lifting::Lifting,
    context::Context,
    exit::Exit,
    failure::Outcome,
    render::{ChallengeDocument, Privacy},
};

/// The arguments of `factor challenge`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/factor-challenge.txt"))]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,
    /// KIND[@ISSUER], kind:…, id:…, or a label
    #[arg(add = Completes::Factor)]
    factor: String,

    #[command(flatten)]
    asking: Asking,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let Arguments { whom, factor, asking, lifting } = arguments;
    let scene = Scene::find(context, (&whom.user, &factor), (Operation::Challenge, false), &lifting).await?;
    let privacy = Privacy::of(context.globals.reveal);
    let planned = ChallengeDocument::planned(&scene.permit, &scene.factor, privacy);
    if context.globals.dry_run {
        context.output.print(&planned)?;
        return Ok(Exit::Done);
    }
    let (challenge, open) = scene.ask(context, &asking.request()).await?;
    context.output.print(&planned.sent(&challenge, &open.id))?;
    Ok(Exit::Done)
}
