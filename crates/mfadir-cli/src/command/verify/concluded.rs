//! What follows from how the caller's challenge ended.

use mfadir_ops::{Conclusion, conclude};

use crate::{
    command::factor::{Open, Proven, Scene, end, warn_of},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::clean,
    render::CallerDocument,
};

/// Writes a receipt, or the note that stops whoever tries next, and tells.
pub(super) async fn conclude_call(
    context: &mut Context,
    scene: &Scene,
    Proven { state, waited_for }: Proven,
    mut document: CallerDocument,
) -> Outcome {
    let wants_words = waited_for.as_ref().is_some_and(Open::wants_words);
    if let Some(open) = &waited_for {
        document = document.challenged(&open.id, open.entry.number_to_match.clone());
    }
    let desk = &*scene.subject.desk;
    let purpose = scene.purpose.act();
    let concluded = conclude(desk, &*context.clock, &scene.permit, &scene.factor, &state, purpose).await;
    match concluded.map_err(|error| without_receipt(error, scene))? {
        Conclusion::Verified(vouched) => {
            context.output.print(&document.verified(&vouched.0))?;
            return Ok(Exit::Done);
        }
        Conclusion::Denied { unrecorded } => {
            written(context, scene, waited_for.as_ref(), unrecorded.as_ref())?;
            context.output.print(&document.ended(&state))?;
            return Err(denied(context, scene).await);
        }
        Conclusion::TimedOut { unrecorded } => {
            written(context, scene, waited_for.as_ref(), unrecorded.as_ref())?;
        }
        Conclusion::Open => {}
    }
    context.output.print(&document.ended(&state))?;
    if wants_words { Err(sent(scene)) } else { end(&state, context, scene) }
}

/// Forgets the challenge once its end is written down: until then the next run asks for it.
fn written(context: &Context, scene: &Scene, open: Option<&Open>, unrecorded: Option<&String>) -> Outcome<()> {
    warn_of(context, unrecorded.cloned().as_slice());
    match open.filter(|_| unrecorded.is_none()) {
        Some(open) => scene.forget(open),
        None => Ok(()),
    }
}

/// Nobody is at a terminal to type what was sent.
fn sent(scene: &Scene) -> Failure {
    let (what, login) = (&scene.factor.factor_type, &scene.permit.user.login);
    let message = clean(&format!("{what} of {login} was asked, and waits for what they read out")).into_owned();
    Failure::new(Exit::Proof, message).with_hint(format!("`{} --code CODE` hands it in", scene.again()))
}

/// The person passed the challenge, and that is worth nothing where it cannot be kept.
fn without_receipt(error: mfadir_core::Error, scene: &Scene) -> Failure {
    let failure = Failure::from(error);
    let message =
        format!("{} was verified, and no receipt could be kept: {}", scene.permit.user.login, failure.message());
    let kept = Failure::new(failure.exit(), message).with_details(failure.details().to_vec());
    match failure.hint() {
        Some(hint) => kept.with_hint(hint),
        None => kept,
    }
}

/// Somebody who is not the person asks for things in their name.
async fn denied(context: &Context, scene: &Scene) -> Failure {
    let (subject, permit) = (&scene.subject, &scene.permit);
    let told = subject.shout(context, &permit.request).await;
    let login = &permit.user.login;
    let stop = match subject.desk.policy().denial {
        Some(long) => format!("for {long:#} nothing is done to them; "),
        None => String::new(),
    };
    Failure::new(
        Exit::Proof,
        format!("DENIED: {login} says that it was not they who asked. Somebody may be attacking them"),
    )
    .with_details(told)
    .with_hint(format!("end the call; {stop}tell security, and reach {login} on a way you knew before"))
}
