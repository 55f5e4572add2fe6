//! From an open enrollment to an active factor.

use mfadir_core::{Activation, ErrorKind, Expects, Operation, Proof};
use mfadir_ops::{Mandate, Once, Pace, Permit, Sent, Want, activate, await_enrollment, code, offered};
use mfadir_policy::{Target, Verb};

use super::open::Open;
use crate::{
    args::Wait,
    command::{sent::accepted, subject::Subject},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    handle::HandleStore,
    render::ActivationDocument,
};

/// The enrollment that is meant, and leave to go on with it. Whoever may not is told that first, be one open or not.
pub(super) async fn to_complete(
    context: &Context,
    subject: &Subject,
    (operation, mandate): (Operation, &Mandate),
    named: Option<&str>,
) -> Outcome<(Open, Permit)> {
    let facts = subject.facts_of_rules(context, Want { factors: true, ..Want::default() }).await?;
    let open = Open::find(HandleStore::of(&context.state()?), &subject.tenant.name, &facts, named);
    let targets: Vec<Target> = open.as_ref().map(Open::target).into_iter().collect();
    let guard = subject.ask_desk_about(context, (Verb::Activate, &targets), mandate).await?;
    let permit = subject.permit(context, &(facts, guard), (&[operation], &targets), mandate).await?;
    Ok((open?, permit))
}

/// Everything that completing an enrollment needs.
#[derive(Debug)]
pub(super) struct Completion<'a> {
    pub(super) subject: &'a Subject,
    pub(super) permit: &'a Permit,
    pub(super) open: &'a Open,
}

impl Completion<'_> {
    /// Hands in the proof, asks for it, or waits for the user's device, whatever completes it. Answers with what became
    /// of it, and with what could not be recorded.
    pub(super) async fn run(&self, context: &mut Context, proof: Option<Proof>) -> Outcome<(Activation, Vec<String>)> {
        let once = match (proof, self.open.expects) {
            (Some(proof), _) => self.hand_in(context, &proof).await?,
            (None, Expects::Approval | Expects::Nothing) => self.wait(context).await?,
            (None, Expects::Signature) => return Err(unsigned()),
            (None, expects) => {
                let proof = asked(context, expects).await?;
                self.hand_in(context, &proof).await?
            }
        };
        self.forget_what_ended(&once)?;
        let again = again(&once.sent);
        let activation = accepted(once.sent, format!("`mfadir factor list {}`", self.person())).map_err(again)?;
        Ok((activation, once.unrecorded))
    }

    /// What is told of it, with nothing decided yet.
    pub(super) fn document(&self) -> ActivationDocument {
        ActivationDocument::planned(self.permit, &self.open.enrollment, self.open.id.as_deref())
    }

    /// How the run ends.
    pub(super) fn end(&self, activation: &Activation) -> Outcome {
        let what = &self.open.enrollment.factor_type;
        match activation {
            Activation::Active(_) => Ok(Exit::Done),
            Activation::Expired => {
                let failure = Failure::new(Exit::Proof, format!("{what} was not completed in time"));
                Err(failure.with_hint("start over with `mfadir factor enroll`"))
            }
            Activation::Refused => {
                let failure = Failure::new(Exit::Proof, format!("{what} was refused by the user or the provider"));
                Err(failure.with_hint("ask the user; then start over with `mfadir factor enroll`"))
            }
            _ => {
                let name = self.open.id.clone().unwrap_or_else(|| what.to_string());
                let failure = Failure::new(Exit::Proof, format!("{what} is not completed yet"));
                Err(failure.with_hint(format!("`mfadir factor activate {} {name} --wait` waits for it", self.person())))
            }
        }
    }

    async fn hand_in(&self, context: &mut Context, proof: &Proof) -> Outcome<Once<Activation>> {
        offered(&self.permit.profile, Operation::Activate)?;
        context.about_to_write();
        let clock = context.clock.clone();
        Ok(activate(&self.subject.tools(&*clock), self.permit, &self.open.enrollment, proof).await)
    }

    /// Without `--wait` it is looked at once.
    async fn wait(&self, context: &mut Context) -> Outcome<Once<Activation>> {
        offered(&self.permit.profile, Operation::PollEnrollment)?;
        context.about_to_write();
        let longest = context.globals.wait.map_or(Some(std::time::Duration::ZERO), Wait::longest);
        let (clock, progress) = (context.clock.clone(), context.progress());
        let pace = Pace { longest, ..self.open.pace };
        let tools = self.subject.tools(&*clock);
        Ok(await_enrollment(&tools, self.permit, &self.open.enrollment, pace, &*progress).await)
    }

    fn forget_what_ended(&self, once: &Once<Activation>) -> Outcome<()> {
        let over = match &once.sent {
            Sent::Accepted(Activation::Waiting { .. }) => false,
            Sent::Accepted(_) => true,
            other => other.failed_as(ErrorKind::Expired) || other.failed_as(ErrorKind::NotFound),
        };
        if over { self.open.forget() } else { Ok(()) }
    }

    fn person(&self) -> String {
        format!("{}:{}", self.permit.tenant, self.permit.user.login)
    }
}

async fn asked(context: &mut Context, expects: Expects) -> Outcome<Proof> {
    let typed = context.ask("the code", "--code CODE").await.map_err(|failure| failure.with_exit(Exit::Proof))?;
    match expects {
        Expects::Answer => Ok(Proof::Answer(typed.into())),
        _ => Ok(code(&typed)?),
    }
}

fn unsigned() -> Failure {
    let failure = Failure::new(Exit::Proof, "a key's signature completes it, and none was given");
    failure.with_hint("have a browser sign what `to_sign` of the enrollment holds, then add --attestation FILE")
}

/// A wrong code may be tried again, and one that came too late may not.
fn again(sent: &Sent<Activation>) -> impl FnOnce(Failure) -> Failure + use<> {
    let hint = sent.error().filter(|error| error.hint().is_none()).and_then(|error| match error.kind() {
        ErrorKind::WrongProof => Some("try once more with the code that is shown or was sent last"),
        ErrorKind::Expired => Some("start over with `mfadir factor enroll`"),
        _ => None,
    });
    move |failure| match hint {
        Some(hint) if failure.exit() != Exit::Partly => failure.with_hint(hint),
        _ => failure,
    }
}
