//! Waiting for the user's tap.

use std::time::Duration;

use mfadir_core::{ChallengeState, ErrorKind};
use mfadir_ops::{Pace, await_answer};

use crate::{
    args::Wait,
    command::{
        factor::scene::{Open, Scene, warn_of},
        sent::accepted,
    },
    context::{Context, OpenChallenge},
    exit::Exit,
    failure::{Failure, Outcome},
};

/// Shows the number, and polls until there is an answer.
pub(super) async fn wait(context: &mut Context, scene: &Scene, open: &Open) -> Outcome<ChallengeState> {
    if let Some(number) = &open.entry.number_to_match {
        context.output.tell(&format!("the number to match is {number}: {} picks it", scene.permit.user.login));
    }
    let state = poll(context, scene, open).await?;
    // What has to be written down is forgotten once it is.
    if !matches!(state, ChallengeState::Waiting { .. } | ChallengeState::Denied | ChallengeState::Expired) {
        scene.forget(open)?;
    }
    Ok(state)
}

async fn poll(context: &mut Context, scene: &Scene, open: &Open) -> Outcome<ChallengeState> {
    let handle = open.handle();
    let pace = pace(context, open);
    context.begin_wait(OpenChallenge {
        directory: scene.subject.connection.write.clone(),
        recorder: scene.subject.recorder.clone(),
        permit: scene.permit.clone(),
        factor: scene.factor.clone(),
        handle: handle.clone(),
        kept: (scene.store.clone(), open.id.clone()),
    });
    let (clock, progress) = (context.clock.clone(), context.progress());
    let tools = scene.subject.tools(&*clock);
    let once = await_answer(&tools, &scene.permit, &scene.factor, &handle, pace, &*progress).await;
    context.end_wait();
    warn_of(context, &once.unrecorded);
    if once.sent.failed_as(ErrorKind::NotFound) || once.sent.failed_as(ErrorKind::Expired) {
        scene.forget(open)?;
    }
    accepted(once.sent, "the user knows whether they answered")
}

/// Where the sandbox lives for this command alone, nobody can answer while it runs: one look is enough.
fn pace(context: &Context, open: &Open) -> Pace {
    let longest = context.globals.wait.and_then(Wait::longest);
    let longest = if context.is_alone_with_sandbox() { Some(Duration::ZERO) } else { longest };
    Pace { poll_after: open.entry.poll_after, expires_at: open.entry.expires_at, longest }
}

/// How a run ends, where the answer is not what was hoped for.
pub(in crate::command) fn end(state: &ChallengeState, context: &Context, scene: &Scene) -> Outcome {
    let login = &scene.permit.user.login;
    let again = scene.again();
    let no = |message: String| Failure::new(Exit::Proof, message);
    match state {
        ChallengeState::Approved(_) => Ok(Exit::Done),
        ChallengeState::Denied => Err(no(format!("{login} denied it"))
            .with_hint("if it was not they who asked, somebody has their password: talk to them first")),
        ChallengeState::Expired => {
            Err(no(format!("{login} did not answer in time")).with_hint(format!("`{again}` asks once more")))
        }
        ChallengeState::Waiting { .. } if context.is_alone_with_sandbox() => Err(no(alone(login)).with_hint(format!(
            "`mfadir sandbox push {login} approve` answers, then run this again; with `mfadir sandbox serve` in another \
             terminal the answer can come while this waits"
        ))),
        ChallengeState::Waiting { .. } => {
            Err(no(format!("{login} has not answered yet")).with_hint(format!("`{again}` goes on waiting")))
        }
        _ => Err(no(format!("{login} has answered, and the provider wants the code"))
            .with_hint(format!("`{again} --code CODE` hands it in"))),
    }
}

fn alone(login: &str) -> String {
    format!("{login} has not answered, and cannot: this sandbox runs inside this command alone")
}
