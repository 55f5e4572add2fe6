//! `factor available USER`

use clap::Args;

use crate::{
    args::Whom,
    command::subject::Subject,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::AvailableList,
};

/// The arguments of `factor available`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let subject = Subject::find(context, &arguments.whom.user, Access::Read).await?;
    let factors = subject.connection.read.available_factors(&subject.user.id).await?;
    context.output.print(&AvailableList::new(&subject.tenant.name, &subject.user, &factors))?;
    Ok(Exit::Done)
}
