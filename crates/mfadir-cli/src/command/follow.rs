//! What follows an act: sessions end, people are told, and the ticket gets a note.

use std::sync::Arc;

use clap::Args;
use mfadir_core::{Factor, Operation, SessionOptions};
use mfadir_ops::{
    Basis, Came, Facts, FollowUp, Guard, Mandate, Occasion, Owed, Permit, Recorder, Teller, follow_up, owed, tell,
    work_note,
};
use mfadir_policy::{Policy, Request, Verb};

use super::subject::Subject;
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    render::AftermathView,
};

/// Whether the person is signed out.
#[derive(Clone, Copy, Debug, Default, Args)]
#[command(next_help_heading = "After the act")]
pub(super) struct SessionFlags {
    /// Sign the person out everywhere afterwards; where the policy wants a verified caller this is done anyway
    #[arg(long, conflicts_with = "keep_sessions")]
    end_sessions: bool,

    /// Leave the person signed in where they are
    #[arg(long)]
    keep_sessions: bool,
}

impl SessionFlags {
    /// The same for an act after which nobody is signed out without having been asked for.
    pub(super) fn only_asked(self) -> Self {
        Self { keep_sessions: !self.end_sessions, ..self }
    }

    /// How sessions are ended after this act; nothing where they go on. Whoever has what was lost may be signed in with
    /// it: a desk ends that, an administrator says so.
    pub(super) fn after(self, verb: Verb, policy: &Policy) -> Option<SessionOptions> {
        let by_itself = policy.receipt.required.contains(&verb) && !self.keep_sessions;
        (self.end_sessions || by_itself).then_some(SessionOptions { revoke_tokens: true })
    }
}

/// An act that was done.
pub(super) struct Following<'a> {
    pub(super) subject: &'a Subject,
    /// What was known before, and the guard of the act itself.
    pub(super) studied: &'a (Facts, Guard),
    pub(super) mandate: &'a Mandate,
    pub(super) request: &'a Request,
    /// What it rested on.
    pub(super) basis: &'a Basis,
    /// The factors that were changed: nobody is told by way of one of them.
    pub(super) changed: &'a [Factor],
    /// How it came out.
    pub(super) came: Came,
    pub(super) sessions: Option<SessionOptions>,
}

impl Following<'_> {
    /// Ends the sessions and tells people. Nothing of it undoes the act.
    pub(super) async fn run(&self, context: &Context) -> AftermathView {
        AftermathView::new(&follow_up(&self.follow(context), &self.occasion(context)).await)
    }

    /// Leave to take a code back that was issued in the act.
    pub(super) fn code_back(&self, context: &Context) -> Outcome<Permit> {
        Ok(self.follow(context).code_back(&self.occasion(context))?)
    }

    fn follow<'b>(&'b self, context: &'b Context) -> FollowUp<'b> {
        let (subject, (facts, guard)) = (self.subject, self.studied);
        FollowUp {
            teller: teller(context, subject),
            tools: subject.tools(&*context.clock),
            facts,
            mandate: self.mandate,
            guard,
            basis: self.basis,
            sessions: self.sessions.clone(),
        }
    }

    fn occasion(&self, context: &Context) -> Occasion<'_> {
        let Self { request, changed, came, .. } = *self;
        Occasion { user: &self.studied.0.user, request, changed, came, at: context.clock.now() }
    }

    /// Adds the outcome to the ticket.
    pub(super) async fn note(&self, context: &Context, text: &str, view: &mut AftermathView) {
        let (notice, unrecorded) = work_note(&teller(context, self.subject), self.request, text).await;
        view.add(notice.as_ref(), unrecorded);
    }

    /// Both.
    pub(super) async fn all(&self, context: &Context, note: &str) -> AftermathView {
        let mut view = self.run(context).await;
        self.note(context, note, &mut view).await;
        view
    }
}

/// What an act on the subject owes, once it is done: recorded with it, so that it is found where this run is cut off.
/// Until it is dropped, what follows is under way.
pub(super) fn owing(subject: &Subject, mandate: &Mandate, sessions: bool) -> Arc<dyn Recorder> {
    let offers = subject.connection.write.profile().capabilities.offers(Operation::EndSessions);
    let mut owes = owed(&*subject.desk, &subject.telling, mandate.ticket());
    owes.extend((sessions && offers).then_some(Owed::Sessions));
    subject.desk.recorder_owing(&owes)
}

/// What people are told with, by a run that somebody may interrupt.
pub(super) fn teller<'a>(context: &'a Context, subject: &'a Subject) -> Teller<'a> {
    Teller {
        desk: &*subject.desk,
        clock: &*context.clock,
        directory: &*subject.connection.read,
        telling: &subject.telling,
        patience: &context.surroundings.interrupt,
        late: None,
    }
}

/// Tells people, and then the ticket, of what came of a request.
pub(super) async fn tell_of(
    context: &Context,
    subject: &Subject,
    request: &Request,
    (changed, came): (&[Factor], Came),
    note: &str,
) -> AftermathView {
    let (user, at) = (&subject.user, context.clock.now());
    let teller = teller(context, subject);
    let (notices, mut unrecorded) = tell(&teller, &Occasion { user, request, changed, came, at }).await;
    let (noted, more) = work_note(&teller, request, note).await;
    unrecorded.extend(more);
    AftermathView::of_notices(notices.iter().chain(&noted), unrecorded)
}

/// Shows what followed beside a document that has no place for it, and ends as that did.
pub(super) fn beside(context: &Context, view: &AftermathView) -> Outcome {
    for line in view.lines() {
        context.output.say(line);
    }
    end(view)
}

/// How a run ends whose act is done.
pub(super) fn end(view: &AftermathView) -> Outcome {
    if view.is_whole() {
        return Ok(Exit::Done);
    }
    Err(Failure::new(Exit::Partly, "it was done, and not all that follows was")
        .with_details(view.missing())
        .with_hint("do what is missing by hand, and say so in the ticket")
        .after_the_act())
}
