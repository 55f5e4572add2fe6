//! `factor list USER`

use clap::Args;

use crate::{
    command::subject::Subject,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::{FactorList, Privacy},
};

/// The arguments of `factor list`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let subject = Subject::find(context, &arguments.user, Access::Read).await?;
    let facts = subject.factors(context).await?;
    let privacy = Privacy::of(context.globals.reveal);
    context.output.print(&FactorList::new(&subject.tenant.name, &facts.user, facts.listed()?, privacy))?;
    Ok(Exit::Done)
}
