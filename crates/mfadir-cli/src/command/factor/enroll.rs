//! `factor enroll USER FACTOR`

mod material;
mod started;

use std::time::Duration;

use clap::{Args, ValueHint};
use mfadir_core::{Destination, EnrollRequest, EnrollWith, Enrollment, Factor, FactorStatus, Operation};
use mfadir_ops::{Came, Sent, Tools, Want, enroll, offered, to_be_made, to_enroll};
use mfadir_policy::Verb;

use self::{material::Material, started::Started};
use crate::{
    args::{Completes, Whom},
    command::{
        follow::{owing, tell_of},
        lifting::Lifting,
        sent::accepted,
        subject::{Place, show_if_refused},
    },
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    output::Document,
    qr::Picture,
    render::{EnrollmentDocument, PermitView},
};

/// The arguments of `factor enroll`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/factor-enroll.txt"))]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// KIND[@ISSUER], or a product's name
    #[arg(value_name = "KIND[@ISSUER]", add = Completes::NewFactor)]
    factor: String,

    #[command(flatten)]
    material: Material,

    /// The name that the user shall see
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,

    /// Make it active at once, without a proof
    #[arg(long)]
    activate: bool,

    /// The provider's id of a message template
    #[arg(long, value_name = "ID")]
    template: Option<String>,

    /// How long what is sent stays good, where the provider lets one choose
    #[arg(long, value_name = "DURATION", value_parser = mfadir::duration)]
    lifetime: Option<Duration>,

    /// The language of what is sent, such as `de` or `pt-BR`
    #[arg(long, value_name = "TAG", value_parser = super::asking::language)]
    language: Option<String>,

    /// Write the QR code into this file too
    #[arg(long, value_name = "FILE.png|.svg", value_parser = Picture::read, value_hint = ValueHint::FilePath)]
    qr: Option<Picture>,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let Arguments { whom, factor, material, label, activate, template, lifetime, language, qr, lifting } = arguments;
    let mandate = lifting.mandate(context, [])?;
    let place = Place::of(context, &whom.user, Access::Write).await?;
    offered(place.profile(), Operation::Enroll)?;
    let factor_type = to_enroll(place.profile(), &factor)?;
    let with = material.read(&factor_type.kind, context).await?;
    let new = EnrollRequest::new(factor_type);
    let request = EnrollRequest { with, label, activate, language, template, lifetime, ..new };
    let subject = place.find(context).await?;
    let want = Want { factors: true, ..Want::default() };
    let studied = subject.study(context, want, (Verb::Enroll, &mandate)).await?;
    let made = [to_be_made(&request.factor_type)];
    let asked = (&[Operation::Enroll][..], &made[..]);
    let planned = |view: PermitView| EnrollmentDocument::planned(view, &request.factor_type);
    show_if_refused(context, &studied, asked, &mandate, planned)?;
    let permit = subject.permit(context, &studied, asked, &mandate).await?;
    let document = EnrollmentDocument::planned(&permit, &request.factor_type);
    if context.globals.dry_run {
        context.output.print(&document)?;
        return Ok(Exit::Done);
    }
    // What is to be completed is told when it is.
    let recorder = if request.activate { owing(&subject, &mandate, false) } else { subject.recorder.clone() };
    let _hold = context.surroundings.interrupt.hold();
    let clock = context.clock.clone();
    let tools = Tools { recorder: &*recorder, ..subject.tools(&*clock) };
    let once = context.see_through(Box::pin(enroll(&tools, &permit, &request))).await?;
    let made = new_factor(&request, once.sent.answer());
    if let (true, Sent::Unknown { .. }) = (request.activate, &once.sent) {
        let came = (std::slice::from_ref(&made), Came::Unclear);
        let view = tell_of(context, &subject, &permit.request, came, &document.note()).await;
        for line in view.lines() {
            context.output.say(line);
        }
    }
    let enrollment = accepted(once.sent, format!("`mfadir factor list {}:{}`", permit.tenant, permit.user.login))?;
    let document = document.unrecorded(once.unrecorded);
    let tells = request.activate || enrollment.active;
    let started = Started { subject, permit, enrollment, document, made, tells };
    Box::pin(started.tell(context, qr.as_ref())).await
}

/// The factor that is made, and where its codes go as far as that was said.
fn new_factor(request: &EnrollRequest, answer: Option<&Enrollment>) -> Factor {
    let id = answer.and_then(|enrollment| enrollment.factor.clone()).unwrap_or_else(|| "new".into());
    let mut factor = Factor::new(id, request.factor_type.clone(), FactorStatus::Pending);
    if let EnrollWith::Email { address } = &request.with {
        factor.destination = Some(Destination::new(address));
    }
    factor
}
