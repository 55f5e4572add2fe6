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
use super::scene::{Scene, warn_of};
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
    let scene = Scene::find(context, words, Operation::Verify, &arguments.lifting).await?;
    let mut document = VerificationDocument::planned(&scene.permit, &scene.factor, Privacy::of(context.globals.reveal));
    if context.globals.dry_run {
        context.output.print(&document)?;
        return Ok(Exit::Done);
    }
    let Proven { state, waited_for } = arguments.proving.run(context, &scene).await?;
    if let Some(open) = waited_for {
        document = document.asked(&open.id, open.entry.number_to_match);
    }
    note(context, &scene, &state).await;
    context.output.print(&document.ended(&state))?;
    end(&state, context, &scene)
}

/// What stops whoever asks next, or shows that somebody is worn down, is written down; that a factor works is not news.
async fn note(context: &Context, scene: &Scene, state: &ChallengeState) {
    let what = match state {
        ChallengeState::Denied => Happened::Denied(target(&scene.factor)),
        ChallengeState::Expired => Happened::TimedOut(target(&scene.factor)),
        _ => return,
    };
    let noted = scene.subject.desk.note(&DeskNote::under(&scene.permit, context.clock.now(), what)).await;
    warn_of(context, &noted.err().map(|error| vec![error.to_string()]).unwrap_or_default());
}
