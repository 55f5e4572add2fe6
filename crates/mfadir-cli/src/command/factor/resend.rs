//! `factor resend USER [FACTOR]`

use clap::Args;
use mfadir_core::Operation;
use mfadir_ops::resend;

use super::{
    completion::{Completion, to_complete},
    open::Open,
};
use crate::{
    args::{Completes, Whom},
    command::{lifting::Lifting, sent::accepted, subject::Subject},
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
};

/// The arguments of `factor resend`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// KIND[@ISSUER], id:…, or the short id of the enrollment
    #[arg(add = Completes::Factor)]
    factor: Option<String>,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let mandate = arguments.lifting.mandate(context, [])?;
    let subject = Subject::find_for(context, &arguments.whom.user, Access::Write, &[Operation::Resend]).await?;
    let (open, permit) =
        to_complete(context, &subject, (Operation::Resend, &mandate), arguments.factor.as_deref()).await?;
    let document = Completion { subject: &subject, permit: &permit, open: &open }.document();
    if context.globals.dry_run {
        context.output.print(&document)?;
        return Ok(Exit::Done);
    }
    context.about_to_write();
    let clock = context.clock.clone();
    let once = resend(&subject.tools(&*clock), &permit, &open.enrollment).await;
    let again = accepted(once.sent, "ask the user whether anything arrived")?;
    open.forget()?;
    let open = Open::keep(&open.store, &permit, &open.enrollment.factor_type, &again, clock.now())?;
    context.output.print(&document.sent_again(&again, open.id.as_deref(), once.unrecorded))?;
    Ok(Exit::Done)
}
