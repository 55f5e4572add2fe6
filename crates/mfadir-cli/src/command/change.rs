//! From a plan to an exit code: show it, ask, apply it, tell.

use mfadir_core::{Error as CoreError, Factor};
use mfadir_ops::{Admitted, Answer, Error, NoRecorder, Plan, Report, Verdict, apply};

use super::{lifting::refused, pending::Pending, subject::Subject};
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::{Look, clean},
    render::{Change, Privacy},
};

/// Carries a plan out, or shows it where that is all that was asked for.
pub(super) async fn carry_out<C: Change>(
    context: &mut Context,
    subject: &Subject,
    plan: Plan,
    pending: &Pending,
) -> Outcome {
    let privacy = Privacy::of(context.globals.reveal);
    let shown = C::planned(&plan, privacy);
    if context.globals.dry_run {
        context.output.print(&shown)?;
        return admit(plan).map(|plan| pending.exit(!plan.plan().is_empty()));
    }
    let plan = admit(plan)?;
    if !plan.plan().is_empty() {
        agree(context, &shown, plan.plan()).await?;
        context.about_to_write();
    }
    let report = apply(&*subject.connection.write, plan, &*context.clock, &NoRecorder).await;
    context.output.print(&C::done(&report, privacy))?;
    end(report)
}

fn admit(plan: Plan) -> Outcome<Admitted> {
    plan.admit().map_err(|error| match error {
        Error::Refused { refusals } => refused(&refusals),
        other => other.into(),
    })
}

async fn agree<C: Change>(context: &mut Context, shown: &C, plan: &Plan) -> Outcome<()> {
    if !context.globals.yes && context.can_ask() {
        context.output.say(shown.text(Look::plain()));
    }
    if context.confirm(&question(plan)).await? {
        return Ok(());
    }
    Err(Failure::new(Exit::Failed, "not confirmed, and nothing was changed"))
}

fn question(plan: &Plan) -> String {
    let going = plan.going();
    let first = going.first().map(|factor| factor.factor_type.to_string()).unwrap_or_default();
    let what = match going.len() {
        1 => first,
        2 => format!("{first} and 1 more"),
        several => format!("{first} and {} more", several - 1),
    };
    clean(&format!("Remove {what} of {} on {}?", plan.user.login, plan.tenant)).into_owned()
}

fn end(report: Report) -> Outcome {
    let kept: Vec<String> = report.broken_keep().iter().map(|factor| factor.factor_type.to_string()).collect();
    if !kept.is_empty() {
        let message = format!("{} was to be kept and is gone", clean(&kept.join(", ")));
        return Err(Failure::new(Exit::Partly, message).with_hint("the user has to enroll it again"));
    }
    let Report { verdict, after, answers, plan, lost, .. } = report;
    match verdict {
        Verdict::Done | Verdict::NothingToDo => Ok(Exit::Done),
        Verdict::Partly => Err(partly(answers, &lost)),
        Verdict::Unknown => Err(unknown(&plan, after.err())),
        Verdict::Failed => Err(failed(answers)),
    }
}

/// The first failure of a step, as a failure of the run.
fn cause(answers: Vec<Answer>) -> Option<Failure> {
    answers.into_iter().find_map(|answer| match answer {
        Answer::Failed(error) => Some(error.into()),
        _ => None,
    })
}

fn partly(answers: Vec<Answer>, lost: &[Factor]) -> Failure {
    let hint = "the list above says what is there now";
    let cause = cause(answers).map(|failure| failure.message().to_owned());
    let gone = |factor: &Factor| clean(&format!("{} was to stay and is gone", factor.factor_type)).into_owned();
    let details = cause.into_iter().chain(lost.iter().map(gone));
    Failure::new(Exit::Partly, "not all is as it was planned").with_details(details).with_hint(hint)
}

fn unknown(plan: &Plan, error: Option<CoreError>) -> Failure {
    let why = error.map(|error| Failure::from(error).message().to_owned());
    let message = "the removal was sent, and what came of it could not be read back";
    let hint = format!("look with `mfadir factor list {}:{}`", plan.tenant, plan.user.login);
    Failure::new(Exit::Partly, message).with_details(why).with_hint(hint)
}

fn failed(answers: Vec<Answer>) -> Failure {
    let silent = || {
        let message = "the provider accepted the removal, and still lists all that was to go";
        Failure::new(Exit::Failed, message)
            .with_hint("list the factors again in a minute, before anything else is tried")
    };
    match cause(answers) {
        Some(failure) if failure.exit() == Exit::Unavailable => {
            failure.with_hint("the factors were listed again and nothing is gone; try once more")
        }
        Some(failure) => failure,
        None => silent(),
    }
}
