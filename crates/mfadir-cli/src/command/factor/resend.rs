//! `factor resend USER [FACTOR]`

use clap::Args;
use mfadir_core::Operation;
use mfadir_ops::{Want, resend};

use super::{completion::Completion, open::Open};
use crate::{
    command::{lifting::Lifting, sent::accepted, subject::Subject},
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    handle::HandleStore,
};

/// The arguments of `factor resend`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,

    /// KIND[@ISSUER], id:…, or the short id of the enrollment
    factor: Option<String>,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let mandate = arguments.lifting.mandate(context, [])?;
    let subject = Subject::find_for(context, &arguments.user, Access::Write, &[Operation::Resend]).await?;
    let facts = subject.facts(context, Want { factors: true, ..subject.guard().wants() }).await?;
    let permit = subject.permit(&facts, &[Operation::Resend], &mandate)?;
    let store = HandleStore::of(&context.state()?);
    let open = Open::find(store, &permit.tenant, &facts, arguments.factor.as_deref())?;
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
