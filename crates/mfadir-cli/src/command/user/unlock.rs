//! `user unlock USER`

use clap::Args;
use mfadir_core::{Error as CoreError, UserStatus};
use mfadir_ops::{Answer, Came, Error, UnlockPlan, UnlockReport, Verdict, Want, plan_unlock, unlock};
use mfadir_policy::Verb;

use crate::{
    args::Whom,
    command::{
        follow::{Following, beside, owing},
        lifting::Lifting,
        pending::Pending,
        subject::Subject,
    },
    context::{Access, Context},
    exit::Exit,
    failure::{Failure, Outcome},
    output::Document,
    render::UnlockDocument,
};

/// The arguments of `user unlock`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,

    #[command(flatten)]
    pending: Pending,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    arguments.pending.check(context)?;
    let mandate = arguments.lifting.mandate(context, [])?;
    let subject = Subject::find(context, &arguments.whom.user, Access::Write).await?;
    let studied = subject.study(context, Want::default(), (Verb::Unlock, &mandate)).await?;
    let decided = plan_unlock(&studied.0, &mandate, &studied.1);
    if let (Err(Error::Refused(why)), true) = (&decided, context.globals.dry_run) {
        context.output.print(&UnlockDocument::refused(&studied.0, &mandate, why))?;
    }
    let plan = subject.admitted(context, &studied.1, decided).await?;
    if context.globals.dry_run {
        context.output.print(&UnlockDocument::planned(&plan))?;
        return Ok(arguments.pending.exit(plan.user.status == UserStatus::Locked));
    }
    agree(context, &plan).await?;
    let recorder = owing(&subject, &mandate, false);
    let _hold = context.surroundings.interrupt.hold();
    let clock = context.clock.clone();
    let report = context.see_through(Box::pin(unlock(&*subject.connection.write, plan, &*clock, &*recorder))).await?;
    let document = UnlockDocument::done(&report);
    let (subject, studied, mandate) = (&subject, &studied, &mandate);
    let (request, basis) = (&report.plan.request, &report.plan.basis);
    let followed = match came(report.verdict) {
        Some(came) => {
            let following = Following { subject, studied, mandate, request, basis, changed: &[], came, sessions: None };
            Some(following.all(context, &document.note()).await)
        }
        None => None,
    };
    context.output.print(&document)?;
    let told = followed.map_or(Ok(Exit::Done), |view| beside(context, &view));
    end(report).and(told)
}

/// How it came out, where there is something to tell.
fn came(verdict: Verdict) -> Option<Came> {
    match verdict {
        Verdict::Done | Verdict::Partly => Some(Came::Done),
        Verdict::Unknown => Some(Came::Unclear),
        Verdict::NothingToDo | Verdict::Failed => None,
    }
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
        Verdict::Unknown | Verdict::Partly => Err(after.map_or_else(unread, |_| untold(&answer))),
        Verdict::Failed => Err(failed(answer)),
    }
}

fn unread(error: CoreError) -> Failure {
    let why = Failure::from(error).message().to_owned();
    let message = "the unlocking was sent, and the state of the account could not be read back";
    Failure::new(Exit::Partly, message).with_details([why]).with_hint("look with `mfadir user show`")
}

/// Nobody answered, and the provider tells no state of an account.
fn untold(answer: &Answer) -> Failure {
    let why = answer.failure().map(ToString::to_string);
    let message = "the unlocking was sent, and nothing tells what came of it";
    Failure::new(Exit::Partly, message)
        .with_details(why)
        .with_hint("`mfadir factor list` tells which factors are locked; to unlock once more does no harm")
}

fn failed(answer: Answer) -> Failure {
    match answer {
        Answer::Failed(error) => error.into(),
        _ => Failure::new(Exit::Failed, "the provider accepted the unlocking, and the account is still locked")
            .with_hint("look again in a minute; whatever locked it may have locked it anew"),
    }
}
