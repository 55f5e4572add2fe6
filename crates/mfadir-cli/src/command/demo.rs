//! `demo`: the main job on both demo tenants, with the true commands and what they truly say.

mod stage;
mod story;

use clap::Args;
use owo_colors::OwoColorize;

use self::{
    stage::Stage,
    story::{CHAPTERS, Chapter, Scene},
};
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// The arguments of `demo`.
#[derive(Debug, Args)]
pub struct Arguments {}

pub(super) async fn run(_arguments: Arguments, context: &mut Context) -> Outcome {
    context.machine.refuse("the demo")?;
    let stage = Stage::build(context)?;
    for chapter in CHAPTERS {
        play(chapter, &stage, context).await?;
    }
    context.output.text(format!("\n{}", story::END));
    Ok(Exit::Done)
}

async fn play(chapter: &Chapter, stage: &Stage, context: &Context) -> Outcome<()> {
    context.output.text(format!("\n{}", chapter.title.bold().underline()));
    for scene in chapter.scenes {
        context.output.text(format!("\n{}\n\n{}", scene.why, format!("$ {}", scene.line).cyan()));
        let played = stage.play(scene.line).await;
        context.output.text(played.said.trim_end());
        expect(scene, played.exit, context)?;
    }
    Ok(())
}

/// A story that does not go as told is a fault of this program.
fn expect(scene: &Scene, exit: u8, context: &Context) -> Outcome<()> {
    let expected = scene.exit.code();
    if exit != expected {
        let message = format!("`{}` ended with exit code {exit}, and {expected} was expected", scene.line);
        return Err(Failure::new(Exit::Failed, message));
    }
    if scene.exit == Exit::Done {
        return Ok(());
    }
    context.output.text(format!("(exit code {exit})").dimmed());
    Ok(())
}
