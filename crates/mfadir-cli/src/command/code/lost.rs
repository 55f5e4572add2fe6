//! A code that was issued and that nobody has seen.

use mfadir_core::{FactorId, TemporaryCode};
use mfadir_ops::{Basis, ReadBack, Verdict, revoke_code};

use crate::{
    command::{follow::Following, sent::accepted},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    render::AftermathView,
};

/// A code that standard output did not take.
pub(super) struct Lost<'a> {
    pub(super) context: &'a Context,
    pub(super) following: &'a Following<'a>,
    pub(super) code: &'a TemporaryCode,
}

impl Lost<'_> {
    /// Takes the code back, or says that it is good and that nobody knows it. Either stands in the ticket and the log.
    pub(super) async fn take_back(&self) -> Failure {
        let (id, context) = (&self.code.id, self.context);
        let (exit, what, hint) = match self.revoke(id).await {
            Ok(()) => (Exit::Unwritten, "it was taken back".to_owned(), "issue another one, where it can be read"),
            Err(failure) => (
                Exit::Partly,
                format!("it could not be taken back, and is good until it ends: {}", failure.message()),
                "take it back at the provider, or let it end",
            ),
        };
        let message = format!("the temporary code {id} was issued, and nobody has seen it: {what}");
        let mut details = Vec::new();
        if exit == Exit::Partly {
            details.extend(self.record(&message).await.map(|why| format!("not recorded: {why}")));
        }
        let mut view = AftermathView::of_notices([].iter(), Vec::new());
        self.following.note(context, &message, &mut view).await;
        details.extend(view.lines());
        Failure::new(exit, message).with_details(details).with_hint(hint).after_the_act()
    }

    async fn revoke(&self, id: &FactorId) -> Outcome<()> {
        let permit = self.following.code_back(self.context)?;
        let tools = self.following.subject.tools(&*self.context.clock);
        accepted(revoke_code(&tools, &permit, id).await.sent, "it ends by itself").map(|_| ())
    }

    /// What could not be recorded, as a clause.
    async fn record(&self, what: &str) -> Option<String> {
        let Following { subject, mandate, request, basis, .. } = *self.following;
        let shown = ReadBack {
            at: self.context.clock.now(),
            mandate: mandate.clone(),
            request: request.clone(),
            basis: Basis::clone(basis),
            before: None,
            after: None,
            verdict: Verdict::Partly,
            detail: Some(what.to_owned()),
        };
        subject.recorder.read_back(&shown).await.err().map(|error| error.to_string())
    }
}
