//! `explain USER`

use clap::Args;
use mfadir_ops::{Mandate, Want, explain};

use super::subject::Subject;
use crate::{
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::{ExplanationDocument, Privacy},
};

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let subject = Subject::find(context, &arguments.user, Access::Read).await?;
    let guard = subject.guard();
    let facts = subject.facts(context, Want { factors: true, roles: true, ..guard.wants() }).await?;
    let explanation = explain(&facts, &Mandate::of(context.operator()), &guard)?;
    let privacy = Privacy::of(context.globals.reveal);
    context.output.print(&ExplanationDocument::new(&subject.tenant.name, &explanation, privacy))?;
    Ok(Exit::Done)
}
