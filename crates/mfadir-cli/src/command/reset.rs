//! `reset USER`

use clap::Args;
use mfadir_ops::{Guard, Lost, Rule, Want, plan_reset};
use mfadir_policy::Verb;

use super::{
    change::{Job, carry_out},
    follow::SessionFlags,
    lifting::Lifting,
    pending::Pending,
    subject::Subject,
};
use crate::{
    args::{Completes, Whom},
    context::{Access, Context},
    failure::Outcome,
    render::Reset,
};

/// The arguments of `reset`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// What the caller has lost: FACTOR, `phone`, or `all`; a reset is for whoever has nothing left
    #[arg(long, value_name = "FACTOR|phone|all", add = Completes::Factor)]
    lost: Vec<Lost>,

    /// Remove more factors in one go than the cap allows
    #[arg(long, requires = "reason", help_heading = "Guard rules")]
    allow_cap: bool,

    #[command(flatten)]
    sessions: SessionFlags,

    #[command(flatten)]
    pending: Pending,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    arguments.pending.check(context)?;
    let mandate = arguments.lifting.mandate(context, arguments.allow_cap.then_some(Rule::Cap))?;
    let subject = Subject::find(context, &arguments.whom.user, Access::Write).await?;
    let want = Want { factors: true, roles: true, groups: false };
    let (facts, guard) = subject.study(context, want, (Verb::Reset, &mandate)).await?;
    arguments.lost.iter().try_for_each(|lost| lost.check(&facts))?;
    let studied = (facts, Guard { lost: arguments.lost.clone(), ..guard });
    let plan = plan_reset(&studied.0, &mandate, &studied.1)?;
    let sessions = arguments.sessions.after(Verb::Reset, &studied.1.policy);
    let job = Job { subject: &subject, studied: &studied, pending: &arguments.pending, sessions };
    carry_out::<Reset>(context, &job, plan).await
}
