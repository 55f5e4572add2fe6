//! `factor questions USER`

use clap::Args;
use mfadir_core::Operation;

use crate::{
    args::Whom,
    command::subject::Subject,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::QuestionList,
};

/// The arguments of `factor questions`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let subject = Subject::find_for(context, &arguments.whom.user, Access::Read, &[Operation::Questions]).await?;
    let questions = subject.connection.read.questions(&subject.user.id).await?;
    context.output.print(&QuestionList::new(&subject.tenant.name, &subject.user, questions))?;
    Ok(Exit::Done)
}
