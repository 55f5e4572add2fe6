//! `factor verify USER FACTOR`

mod given;
mod proving;
mod tapped;
mod way;

use clap::Args;
use mfadir_core::{ChallengeState, Operation};
use mfadir_ops::{DeskNote, Happened, target};

pub(in crate::command) use self::{
    proving::{Proven, Proving},
    tapped::end,
    way::Way,
};
use super::scene::{Open, Scene, warn_of};
use crate::{
    args::{Completes, Whom},
    command::lifting::Lifting,
    context::Context,
    exit::Exit,
    failure::Outcome,
    render::{Privacy, VerificationDocument},
};

/// The arguments of `factor verify`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/factor-verify.txt"))]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,
    /// KIND[@ISSUER], kind:…, id:…, a label, or the short id of a challenge
    #[arg(add = Completes::Factor)]
    factor: String,

    #[command(flatten)]
    proving: Proving,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    arguments.proving.given.proof(context).await?;
    let words = (arguments.whom.user.as_str(), arguments.factor.as_str());
    let needs = (Operation::Verify, arguments.proving.goes_on());
    let scene = Scene::find(context, words, needs, &arguments.lifting).await?;
    let mut document = VerificationDocument::planned(&scene.permit, &scene.factor, Privacy::of(context.globals.reveal));
    if context.globals.dry_run {
        context.output.print(&document)?;
        return Ok(Exit::Done);
    }
    let Proven { state, waited_for } = arguments.proving.run(context, &scene).await?;
    note(context, &scene, &state, waited_for.as_ref()).await?;
    if let Some(open) = waited_for {
        document = document.asked(&open.id, open.entry.number_to_match);
    }
    context.output.print(&document.ended(&state))?;
    end(&state, context, &scene)
}

/// What stops whoever asks next, or shows that somebody is worn down, is written down; that a factor works is not news.
async fn note(context: &Context, scene: &Scene, state: &ChallengeState, open: Option<&Open>) -> Outcome<()> {
    let what = match state {
        ChallengeState::Denied => Happened::Denied(target(&scene.factor)),
        ChallengeState::Expired => Happened::TimedOut(target(&scene.factor)),
        _ => return Ok(()),
    };
    let noted = scene.subject.desk.note(&DeskNote::under(&scene.permit, context.clock.now(), what)).await;
    warn_of(context, noted.as_ref().err().map(ToString::to_string).as_slice());
    match open.filter(|_| noted.is_ok()) {
        Some(open) => scene.forget(open),
        None => Ok(()),
    }
}
