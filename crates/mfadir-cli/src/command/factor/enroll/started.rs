//! A factor that was started: kept, shown, and completed where that is asked for.

use std::path::PathBuf;

use mfadir_core::{Enrollment, Factor};
use mfadir_ops::{Came, Permit};
use secrecy::ExposeSecret;

use crate::{
    command::{
        factor::{
            completion::{Completed, Completion},
            open::Open,
        },
        follow::{beside, tell_of},
        subject::Subject,
    },
    context::Context,
    exit::Exit,
    failure::Outcome,
    handle::HandleStore,
    output::Document,
    qr::{self, Picture},
    render::EnrollmentDocument,
};

/// What the provider has accepted.
pub(super) struct Started {
    pub(super) subject: Subject,
    pub(super) permit: Permit,
    pub(super) enrollment: Enrollment,
    pub(super) document: EnrollmentDocument,
    /// The factor: nobody is told of it by way of itself.
    pub(super) made: Factor,
    /// Whether people are told of it now, rather than when it is completed.
    pub(super) tells: bool,
}

impl Started {
    /// Keeps how it goes on before anything else is done, then tells of it.
    pub(super) async fn tell(self, context: &mut Context, picture: Option<&Picture>) -> Outcome {
        let open = self.keep(context);
        let handle = open.as_ref().ok().and_then(|open| open.as_ref()?.id.clone());
        let file = self.draw(context, picture);
        let document = self.document.started(&self.enrollment, handle.as_deref(), context.globals.reveal);
        let document = document.with_picture(file.as_ref().ok().and_then(|file| file.as_deref()));
        let Self { subject, permit, made, tells, .. } = self;
        let of = (std::slice::from_ref(&made), Came::Done);
        let view =
            if tells { Some(tell_of(context, &subject, &permit.request, of, &document.note()).await) } else { None };
        // The secret is told once: whatever went wrong since then must not lose it.
        let waits = context.globals.wait.is_some() && matches!(open, Ok(Some(_)));
        if !waits || context.output.is_for_people() {
            context.output.print(&document)?;
        }
        let told = view.map_or(Ok(Exit::Done), |view| beside(context, &view));
        file?;
        match open? {
            Some(open) if waits => complete(context, (&subject, permit, made), open, document).await.and(told),
            _ => told,
        }
    }

    fn keep(&self, context: &Context) -> Outcome<Option<Open>> {
        if self.enrollment.active {
            return Ok(None);
        }
        let store = HandleStore::of(&context.state()?);
        Open::keep(&store, &self.permit, &self.made.factor_type, &self.enrollment, context.clock.now()).map(Some)
    }

    fn draw(&self, context: &Context, picture: Option<&Picture>) -> Outcome<Option<PathBuf>> {
        let address = self.enrollment.secret.as_ref().and_then(|secret| secret.address.as_ref());
        match (picture, address) {
            (Some(picture), Some(address)) => {
                let code = qr::encode(address.expose_secret())?;
                picture.write(&code, &context.surroundings.folder).map(Some)
            }
            (Some(_), None) => {
                context.output.warn("the provider sent nothing for a QR code, and no file was written");
                Ok(None)
            }
            (None, _) => Ok(None),
        }
    }
}

/// Goes on until it is completed. People have read of the start already; a program gets one document at the end,
/// whatever came of it.
async fn complete(
    context: &mut Context,
    (subject, permit, made): (&Subject, Permit, Factor),
    open: Open,
    document: EnrollmentDocument,
) -> Outcome {
    let completion = Completion::of(subject, &permit, &open, made);
    let ended = completion.run(context, None).await;
    let told = match &ended {
        Ok(Completed { activation, unrecorded, .. }) => document.ended(activation).unrecorded(unrecorded.clone()),
        Err(_) => document,
    };
    if !context.output.is_for_people() {
        context.output.print(&told)?;
    }
    let completed = ended?;
    if context.output.is_for_people() {
        context.output.print(&completed.document)?;
    }
    completion.end(context, &completed)
}
