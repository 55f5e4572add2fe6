//! `factor verify USER FACTOR`

mod given;
mod tapped;
mod way;

use clap::Args;
use mfadir_core::{Asked, ErrorKind, Expects, Operation};
use mfadir_ops::{Once, verify};

use self::{
    given::{Given, unsigned},
    way::Way,
};
use super::{
    asking::Asking,
    scene::{Open, Scene, warn_of},
};
use crate::{
    command::{lifting::Lifting, sent::accepted},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    render::{Privacy, VerificationDocument},
};

/// The arguments of `factor verify`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/factor-verify.txt"))]
pub(super) struct Arguments {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,
    /// KIND[@ISSUER], kind:…, id:…, a label, or the short id of a challenge
    factor: String,

    #[command(flatten)]
    given: Given,

    /// Send a new challenge even where one still waits for its answer
    #[arg(long, help_heading = "Challenge")]
    again: bool,

    #[command(flatten)]
    asking: Asking,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    arguments.given.proof(context)?;
    let words = (arguments.user.as_str(), arguments.factor.as_str());
    let scene = Scene::find(context, words, Operation::Verify, &arguments.lifting).await?;
    let way = Way::of(scene.factor.kind());
    if context.globals.dry_run {
        context.output.print(&scene.document(context))?;
        return Ok(Exit::Done);
    }
    if let Way::Unasked(expects) = way {
        return arguments.hand_in(context, &scene, None, expects).await;
    }
    if let Some(open) = arguments.go_on(context, &scene)? {
        return arguments.answer(context, &scene, open).await;
    }
    if arguments.given.is_something() && !arguments.again {
        // Somebody else may have sent the challenge; the provider knows.
        return arguments.hand_in(context, &scene, None, Expects::Code).await;
    }
    can_answer(way, &arguments, context, &scene)?;
    let (_, open) = scene.ask(context, &arguments.asking.request()).await?;
    arguments.answer(context, &scene, open).await
}

/// Nothing is sent that nobody could answer in this run.
fn can_answer(way: Way, arguments: &Arguments, context: &Context, scene: &Scene) -> Outcome<()> {
    match way {
        Way::Signed if !arguments.given.is_something() => Err(unsigned()),
        Way::Sent if !context.can_ask() && !arguments.given.is_something() => {
            let failure = Failure::usage("nobody is there to type the code that would be sent");
            let words = scene.words();
            Err(failure.with_hint(format!(
                "send it with `mfadir factor challenge {words}`, then `mfadir factor verify {words} --code CODE`"
            )))
        }
        _ => Ok(()),
    }
}

impl Arguments {
    /// The challenge that still waits, unless a new one is wanted.
    fn go_on(&self, context: &Context, scene: &Scene) -> Outcome<Option<Open>> {
        if self.again {
            return Ok(None);
        }
        let open = scene.open(context)?;
        if let Some(open) = &open {
            context.output.say(format!("going on with the challenge {}; --again sends a new one", open.id));
        }
        Ok(open)
    }

    async fn answer(&self, context: &mut Context, scene: &Scene, open: Open) -> Outcome {
        match open.entry.expects {
            Expects::Approval | Expects::Nothing => tapped::wait(context, scene, open).await,
            expects => self.hand_in(context, scene, Some(open), expects).await,
        }
    }

    async fn hand_in(&self, context: &mut Context, scene: &Scene, open: Option<Open>, expects: Expects) -> Outcome {
        let proof = self.given.or_asked(expects, context).await?;
        let asked = open.as_ref().map_or_else(|| Asked::Factor(scene.factor.id.clone()), Open::asked);
        context.about_to_write();
        let clock = context.clock.clone();
        let once = verify(&scene.subject.tools(&*clock), &scene.permit, &scene.factor, &asked, &proof).await;
        warn_of(context, &once.unrecorded);
        let rejected = rejection(&once, scene, open.as_ref());
        let verification = accepted(once.sent, "the user's last use of the factor tells").map_err(rejected)?;
        if let Some(open) = &open {
            scene.forget(open)?;
        }
        context.output.print(&scene.document(context).approved(&verification))?;
        Ok(Exit::Done)
    }
}

/// What is told beside the failure of a proof: how to go on.
fn rejection<T>(once: &Once<T>, scene: &Scene, open: Option<&Open>) -> impl FnOnce(Failure) -> Failure + use<T> {
    let error = once.sent.error();
    let kind = error.map(mfadir_core::Error::kind);
    let known = error.is_some_and(|error| error.hint().is_some());
    let words = scene.words();
    let waits = open.is_some();
    move |failure| match kind {
        Some(ErrorKind::WrongProof) if known => failure,
        Some(ErrorKind::WrongProof) if waits => failure.with_hint("try once more: the challenge still waits"),
        Some(ErrorKind::WrongProof) => failure.with_hint("try once more with the code that is shown now"),
        Some(ErrorKind::Expired) => {
            failure.with_exit(Exit::Proof).with_hint(format!("`mfadir factor verify {words} --again` starts over"))
        }
        Some(ErrorKind::Conflict) if !waits && !known => {
            failure.with_hint(format!("if it has to be asked first: `mfadir factor challenge {words}`"))
        }
        _ => failure,
    }
}

impl Scene {
    /// What is told in the end, with nothing decided yet.
    fn document(&self, context: &Context) -> VerificationDocument {
        VerificationDocument::planned(&self.permit, &self.factor, Privacy::of(context.globals.reveal))
    }
}
