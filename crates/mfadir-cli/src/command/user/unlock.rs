//! `user unlock USER`

use clap::Args;
use mfadir_core::{Error as CoreError, UserStatus};
use mfadir_ops::{Answer, Error, NoRecorder, UnlockPlan, UnlockReport, Verdict, plan_unlock, unlock};

use crate::{
    command::{
        lifting::{Lifting, refused},
        pending::Pending,
        subject::Subject,
    },
    context::{Access, Context},
    exit::Exit,
    failure::{Failure, Outcome},
    render::UnlockDocument,
};

/// The arguments of `user unlock`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,

    #[command(flatten)]
    pending: Pending,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    arguments.pending.check(context)?;
    let mandate = arguments.lifting.mandate(context, [])?;
    let subject = Subject::find(context, &arguments.user, Access::Write).await?;
    let guard = subject.guard();
    let facts = subject.facts(context, guard.wants()).await?;
    let plan = plan_unlock(&facts, &mandate, &guard).map_err(|error| match error {
        Error::Refused { refusals } => refused(&refusals),
        other => other.into(),
    })?;
    if context.globals.dry_run {
        context.output.print(&UnlockDocument::planned(&plan))?;
        return Ok(arguments.pending.exit(plan.user.status == UserStatus::Locked));
    }
    agree(context, &plan).await?;
    context.about_to_write();
    let report = unlock(&*subject.connection.write, plan, &*context.clock, &NoRecorder).await;
    context.output.print(&UnlockDocument::done(&report))?;
    end(report)
}

async fn agree(context: &mut Context, plan: &UnlockPlan) -> Outcome<()> {
    let question = format!("Unlock the account of {} on {}?", plan.user.login, plan.tenant);
    if context.confirm(&question).await? {
        return Ok(());
    }
    Err(Failure::new(Exit::Failed, "not confirmed, and nothing was changed"))
}

fn end(report: UnlockReport) -> Outcome {
    let UnlockReport { verdict, after, answer, .. } = report;
    match verdict {
        Verdict::Done | Verdict::NothingToDo => Ok(Exit::Done),
        Verdict::Unknown | Verdict::Partly => Err(unknown(after.err())),
        Verdict::Failed => Err(failed(answer)),
    }
}

fn unknown(error: Option<CoreError>) -> Failure {
    let why = error.map(|error| Failure::from(error).message().to_owned());
    let message = "the unlocking was sent, and the state of the account could not be read back";
    Failure::new(Exit::Partly, message).with_details(why).with_hint("look with `mfadir user show`")
}

fn failed(answer: Answer) -> Failure {
    match answer {
        Answer::Failed(error) => error.into(),
        _ => Failure::new(Exit::Failed, "the provider accepted the unlocking, and the account is still locked")
            .with_hint("look again in a minute; whatever locked it may have locked it anew"),
    }
}
