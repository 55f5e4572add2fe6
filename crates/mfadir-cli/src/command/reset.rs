//! `reset USER`

use clap::Args;
use mfadir_ops::{Rule, Want, plan_reset};

use super::{change::carry_out, lifting::Lifting, pending::Pending, subject::Subject};
use crate::{
    context::{Access, Context},
    failure::Outcome,
    render::Reset,
};

/// The arguments of `reset`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,

    /// Remove more factors in one go than the cap allows
    #[arg(long, requires = "reason", help_heading = "Guard rules")]
    allow_cap: bool,

    #[command(flatten)]
    pending: Pending,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    arguments.pending.check(context)?;
    let mandate = arguments.lifting.mandate(context, arguments.allow_cap.then_some(Rule::Cap))?;
    let subject = Subject::find(context, &arguments.user, Access::Write).await?;
    let guard = subject.guard();
    let facts = subject.facts(context, Want { factors: true, roles: true, ..guard.wants() }).await?;
    let plan = plan_reset(&facts, &mandate, &guard)?;
    carry_out::<Reset>(context, &subject, plan, &arguments.pending).await
}
