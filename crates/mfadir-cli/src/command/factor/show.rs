//! `factor show USER FACTOR`

use clap::Args;
use mfadir_ops::FactorSelector;

use super::pick::pick;
use crate::{
    command::subject::Subject,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::{FactorDocument, Privacy},
};

/// The arguments of `factor show`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,
    /// KIND[@ISSUER], kind:…, id:…, a label, or a product's name
    factor: FactorSelector,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let subject = Subject::find(context, &arguments.user, Access::Read).await?;
    let facts = subject.factors(context).await?;
    let factor = pick(&facts, &arguments.factor)?;
    let privacy = Privacy::of(context.globals.reveal);
    context.output.print(&FactorDocument::new(&subject.tenant.name, &facts.user, &factor, privacy))?;
    Ok(Exit::Done)
}
