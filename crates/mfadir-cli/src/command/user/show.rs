//! `user show USER`

use clap::Args;

use crate::{
    args::Whom,
    command::subject::Subject,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::{Privacy, UserDocument},
};

/// The arguments of `user show`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let subject = Subject::find(context, &arguments.whom.user, Access::Read).await?;
    let privacy = Privacy::of(context.globals.reveal);
    context.output.print(&UserDocument::new(&subject.tenant.name, &subject.user, privacy))?;
    Ok(Exit::Done)
}
