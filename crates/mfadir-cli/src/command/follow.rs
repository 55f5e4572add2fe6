//! What follows an act: sessions end, people are told, and the ticket gets a note.

use clap::Args;
use mfadir_core::{Factor, SessionOptions};
use mfadir_ops::{Basis, Facts, FollowUp, Guard, Mandate, Occasion, Permit, follow_up, tell, work_note};
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
    pub(super) sessions: Option<SessionOptions>,
}

impl Following<'_> {
    /// Ends the sessions and tells people. Nothing of it undoes the act.
    pub(super) async fn run(&self, context: &Context) -> AftermathView {
        let (subject, (facts, guard)) = (self.subject, self.studied);
        let follow = FollowUp {
            desk: &*subject.desk,
            tools: subject.tools(&*context.clock),
            read: &*subject.connection.read,
            facts,
            mandate: self.mandate,
            guard,
            basis: self.basis,
            telling: &subject.telling,
            sessions: self.sessions.clone(),
        };
        let (request, changed, at) = (self.request, self.changed, context.clock.now());
        let occasion = Occasion { user: &facts.user, request, changed, denied: false, at };
        AftermathView::new(&follow_up(&follow, &occasion).await)
    }

    /// Adds the outcome to the ticket.
    pub(super) async fn note(&self, context: &Context, text: &str, view: &mut AftermathView) {
        let (notice, unrecorded) = work_note(&*self.subject.desk, &*context.clock, self.request, text).await;
        view.add(notice.as_ref(), unrecorded);
    }

    /// Both.
    pub(super) async fn all(&self, context: &Context, note: &str) -> AftermathView {
        let mut view = self.run(context).await;
        self.note(context, note, &mut view).await;
        view
    }

    /// Both, told beside the document of an act that has no place for it.
    pub(super) async fn beside(&self, context: &Context, note: &str) -> Outcome {
        let view = self.all(context, note).await;
        view.lines().iter().for_each(|line| context.output.say(line));
        end(&view)
    }
}

/// Tells people of a new factor.
pub(super) async fn tell_of(context: &Context, subject: &Subject, permit: &Permit, note: &str) -> Outcome {
    let (user, request) = (&permit.user, &permit.request);
    let occasion = Occasion { user, request, changed: &[], denied: false, at: context.clock.now() };
    let (desk, clock) = (&*subject.desk, &*context.clock);
    let (notices, mut unrecorded) = tell(desk, clock, &*subject.connection.read, &occasion, &subject.telling).await;
    let (noted, more) = work_note(desk, clock, request, note).await;
    unrecorded.extend(more);
    let view = AftermathView::of_notices(notices.iter().chain(&noted), unrecorded);
    view.lines().iter().for_each(|line| context.output.say(line));
    end(&view)
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
