//! A proof, from the challenge to the answer.

use clap::Args;
use mfadir_core::{Asked, ChallengeState, ErrorKind, Expects};
use mfadir_ops::{Once, verify};

use super::{
    given::{Given, unsigned},
    tapped,
    way::Way,
};
use crate::{
    command::{
        factor::{
            asking::Asking,
            scene::{Open, Proves, Scene, warn_of},
        },
        sent::accepted,
    },
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::clean,
};

/// How a factor is asked, and what it answers.
#[derive(Debug, Args)]
pub(in crate::command) struct Proving {
    #[command(flatten)]
    pub(in crate::command) given: Given,

    /// Send a new challenge even where one still waits for its answer
    #[arg(long, help_heading = "Challenge")]
    again: bool,

    #[command(flatten)]
    asking: Asking,
}

/// How it ended.
#[derive(Debug)]
pub(in crate::command) struct Proven {
    pub(in crate::command) state: ChallengeState,
    /// The challenge that was waited for.
    pub(in crate::command) waited_for: Option<Open>,
}

impl Proving {
    /// Whether a challenge that still waits is gone on with; else a new one is wanted.
    pub(in crate::command) fn goes_on(&self) -> bool {
        !self.again
    }

    /// Asks where that is needed, goes on with what was asked before, and takes the answer. A wrong proof is an error.
    pub(in crate::command) async fn run(&self, context: &mut Context, scene: &Scene) -> Outcome<Proven> {
        let way = Way::of(scene.factor.kind(), &scene.permit.profile.capabilities);
        if let Way::Unasked(expects) = way {
            return self.hand_in(context, scene, None, expects).await;
        }
        if let Some(open) = scene.going_on.clone() {
            context.output.say(format!("going on with the challenge {}; --again sends a new one", open.id));
            return self.answer(context, scene, open).await;
        }
        if self.given.is_something() && !self.again {
            return self.answer_unknown(context, scene).await;
        }
        self.can_answer(way, context, scene)?;
        let (_, open) = scene.ask(context, &self.asking.request()).await?;
        if open.wants_words() && !self.given.is_something() && !context.can_ask() {
            // A later run hands them in.
            return Ok(Proven { state: ChallengeState::Waiting { poll_after: None }, waited_for: Some(open) });
        }
        self.answer(context, scene, open).await
    }

    /// A code, where no challenge is kept that it answers. Somebody else may have sent one, which the provider knows; but
    /// what was not sent for this call proves no caller.
    async fn answer_unknown(&self, context: &mut Context, scene: &Scene) -> Outcome<Proven> {
        if scene.purpose == Proves::Factor {
            return self.hand_in(context, scene, None, Expects::Code).await;
        }
        let (what, login) = (&scene.factor.factor_type, &scene.permit.user.login);
        let message = format!("{what} of {login} was not asked for this call: a code from elsewhere proves no caller");
        Err(Failure::new(Exit::Proof, clean(&message)).with_hint(format!("`{}` sends one", scene.again())))
    }

    /// Nothing is sent that nobody could answer: in this run, or, where a caller is asked, in the next one.
    fn can_answer(&self, way: Way, context: &Context, scene: &Scene) -> Outcome<()> {
        match way {
            Way::Signed if !self.given.is_something() => Err(unsigned()),
            Way::Sent | Way::Asked
                if scene.purpose == Proves::Factor && !context.can_ask() && !self.given.is_something() =>
            {
                let failure = Failure::usage("nobody is there to type what the challenge would ask for");
                let (words, again) = (scene.words(), scene.again());
                Err(failure
                    .with_hint(format!("send it with `mfadir factor challenge {words}`, then `{again} --code CODE`")))
            }
            _ => Ok(()),
        }
    }

    async fn answer(&self, context: &mut Context, scene: &Scene, open: Open) -> Outcome<Proven> {
        if open.wants_words() {
            let expects = open.entry.expects;
            return self.hand_in(context, scene, Some(open), expects).await;
        }
        let state = tapped::wait(context, scene, &open).await?;
        Ok(Proven { state, waited_for: Some(open) })
    }

    async fn hand_in(
        &self,
        context: &mut Context,
        scene: &Scene,
        open: Option<Open>,
        expects: Expects,
    ) -> Outcome<Proven> {
        if let Some(prompt) = open.as_ref().and_then(|open| open.entry.prompt.as_deref()) {
            context.output.tell(&format!("{} is asked: {}", scene.permit.user.login, clean(prompt)));
        }
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
        Ok(Proven { state: ChallengeState::Approved(verification), waited_for: None })
    }
}

/// What is told beside the failure of a proof: how to go on.
fn rejection<T>(once: &Once<T>, scene: &Scene, open: Option<&Open>) -> impl FnOnce(Failure) -> Failure + use<T> {
    let error = once.sent.error();
    let kind = error.map(mfadir_core::Error::kind);
    let known = error.is_some_and(|error| error.hint().is_some());
    let (words, again) = (scene.words(), scene.again());
    let waits = open.is_some();
    move |failure| match kind {
        Some(ErrorKind::WrongProof) if known => failure,
        Some(ErrorKind::WrongProof) if waits => failure.with_hint("try once more: the challenge still waits"),
        Some(ErrorKind::WrongProof) => failure.with_hint("try once more with the code that is shown now"),
        Some(ErrorKind::Expired) => failure.with_exit(Exit::Proof).with_hint(format!("`{again} --again` starts over")),
        Some(ErrorKind::Conflict) if !waits && !known => {
            failure.with_hint(format!("if it has to be asked first: `mfadir factor challenge {words}`"))
        }
        _ => failure,
    }
}
