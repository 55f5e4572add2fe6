//! `factor questions USER`

use clap::Args;
use mfadir_core::Operation;

use crate::{
    command::subject::Subject,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::QuestionList,
};

/// The arguments of `factor questions`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let subject = Subject::find_for(context, &arguments.user, Access::Read, &[Operation::Questions]).await?;
    let questions = subject.connection.read.questions(&subject.user.id).await?;
    context.output.print(&QuestionList::new(&subject.tenant.name, &subject.user, questions))?;
    Ok(Exit::Done)
}
