//! `factor enroll USER FACTOR`

mod material;
mod started;

use std::time::Duration;

use clap::{Args, ValueHint};
use mfadir_core::{EnrollRequest, Operation};
use mfadir_ops::{Want, enroll, offered, to_be_made, to_enroll};
use mfadir_policy::Verb;

use self::{material::Material, started::Started};
use crate::{
    args::{Completes, Whom},
    command::{lifting::Lifting, sent::accepted, subject::Place},
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
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
    subject.show_if_refused(context, &studied, asked, &mandate, planned)?;
    let permit = subject.permit(context, &studied, asked, &mandate).await?;
    let document = EnrollmentDocument::planned(&permit, &request.factor_type);
    if context.globals.dry_run {
        context.output.print(&document)?;
        return Ok(Exit::Done);
    }
    context.about_to_write();
    let clock = context.clock.clone();
    let once = enroll(&subject.tools(&*clock), &permit, &request).await;
    let enrollment = accepted(once.sent, format!("`mfadir factor list {}:{}`", permit.tenant, permit.user.login))?;
    let document = document.unrecorded(once.unrecorded);
    Started { subject, permit, enrollment, document, factor_type: request.factor_type }.tell(context, qr.as_ref()).await
}
