//! From a plan to an exit code: show it, ask, apply it, tell.

use mfadir_core::{Error as CoreError, Factor, Left, Operation, SessionOptions};
use mfadir_ops::{Admitted, Answer, Came, FactorResult, Facts, Guard, Plan, Recorder, Report, Verdict, apply};

use super::{
    follow::{self, Following},
    pending::Pending,
    subject::Subject,
};
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::{Look, clean, ticket_flag},
    render::{AftermathView, Change, Privacy},
};

/// How a plan is carried out.
pub(super) struct Job<'a> {
    pub(super) subject: &'a Subject,
    /// What was known before, and the guard.
    pub(super) studied: &'a (Facts, Guard),
    pub(super) pending: &'a Pending,
    pub(super) sessions: Option<SessionOptions>,
}

/// Carries a plan out, or shows it where that is all that was asked for.
pub(super) async fn carry_out<C: Change>(context: &mut Context, job: &Job<'_>, plan: Plan) -> Outcome {
    let (subject, guard) = (job.subject, &job.studied.1);
    let shown = C::planned(&plan, Privacy::of(context.globals.reveal));
    if context.globals.dry_run {
        context.output.print(&shown)?;
        let plan = subject.admitted(context, guard, plan.admit()).await?;
        return Ok(job.pending.exit(!plan.plan().is_empty()));
    }
    let plan = subject.admitted(context, guard, plan.admit()).await?;
    if !plan.plan().is_empty() {
        agree(context, &shown, plan.plan()).await?;
    }
    let recorder = follow::owing(subject, &plan.plan().mandate, job.sessions.is_some());
    let _hold = context.surroundings.interrupt.hold();
    let report = act(context, subject, plan, &*recorder).await?;
    let followed = tell::<C>(context, job, &report).await?;
    offer_code(context, job, &report);
    end(report).and(followed.as_ref().map_or(Ok(Exit::Done), follow::end))
}

/// Tells everybody who is to be told, and then shows what was done: nothing that follows an act waits for whoever reads
/// its report.
async fn tell<C: Change>(context: &Context, job: &Job<'_>, report: &Report) -> Outcome<Option<AftermathView>> {
    let document = C::done(report, Privacy::of(context.globals.reveal));
    let followed = match report.verdict {
        // What may have happened is told like what has.
        Verdict::Done | Verdict::Partly | Verdict::Unknown => Some(follow_up::<C>(context, job, report).await),
        Verdict::NothingToDo | Verdict::Failed => None,
    };
    let Some(view) = &followed else {
        context.output.print(&document)?;
        return Ok(None);
    };
    if context.output.is_for_people() {
        context.output.print(&document)?;
        if !view.is_nothing() {
            context.output.text(view.lines().join("\n") + "\n");
        }
    } else {
        context.output.print(&document.followed(view))?;
        context.output.tell_people(&view.lines());
    }
    Ok(followed)
}

/// Whoever has no factor left gets in by a code, which rests on the same proof.
fn offer_code(context: &Context, job: &Job<'_>, report: &Report) {
    let (plan, nothing_left) = (&report.plan, report.left == Some(Left::No));
    let offers = job.studied.0.profile.capabilities.offers(Operation::TemporaryCode);
    if report.verdict != Verdict::Done || !nothing_left || !offers {
        return;
    }
    let ticket = ticket_flag(plan.mandate.ticket());
    let command = format!("mfadir temporary-code issue {}:{}{ticket}", plan.tenant, plan.user.login);
    context.output.say(clean(&format!("until they have a factor again, a code lets them in: `{command}`")));
}

async fn act(context: &mut Context, subject: &Subject, plan: Admitted, recorder: &dyn Recorder) -> Outcome<Report> {
    let clock = context.clock.clone();
    if plan.plan().is_empty() {
        return Ok(apply(&*subject.connection.write, plan, &*clock, recorder).await);
    }
    context.see_through(Box::pin(apply(&*subject.connection.write, plan, &*clock, recorder))).await
}

/// What is gone, or may be: nobody is told by way of it.
fn changed(report: &Report) -> Vec<Factor> {
    use mfadir_ops::Outcome::{Done, Reappeared, Unconfirmed};
    let is_changed = |result: &&FactorResult| matches!(result.outcome, Done | Reappeared | Unconfirmed);
    let results = report.results.iter().filter(is_changed).map(|result| &result.factor);
    results.chain(&report.lost).cloned().collect()
}

async fn follow_up<C: Change>(context: &Context, job: &Job<'_>, report: &Report) -> AftermathView {
    let changed = changed(report);
    let following = Following {
        subject: job.subject,
        studied: job.studied,
        mandate: &report.plan.mandate,
        request: &report.plan.request,
        basis: &report.plan.basis,
        changed: &changed,
        came: if report.verdict == Verdict::Unknown { Came::Unclear } else { Came::Done },
        sessions: job.sessions.clone(),
    };
    let mut view = following.run(context).await;
    let note = C::done(report, Privacy::Masked).followed(&view).note();
    following.note(context, &note, &mut view).await;
    view
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
        0 => "all factors".to_owned(),
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
        Verdict::Failed => Err(failed(answers, plan.takes_unlisted())),
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
    let look = if plan.takes_unlisted() { "explain" } else { "factor list" };
    let hint = format!("look with `mfadir {look} {}:{}`", plan.tenant, plan.user.login);
    Failure::new(Exit::Partly, message).with_details(why).with_hint(hint)
}

fn failed(answers: Vec<Answer>, unlisted: bool) -> Failure {
    match cause(answers) {
        Some(failure) if failure.exit() == Exit::Unavailable && unlisted => {
            failure.with_hint("as far as the provider tells, nothing is gone; try once more")
        }
        Some(failure) if failure.exit() == Exit::Unavailable => {
            failure.with_hint("the factors were listed again and nothing is gone; try once more")
        }
        Some(failure) => failure,
        None => silent(unlisted),
    }
}

/// The provider said that it was done, and it was not.
fn silent(unlisted: bool) -> Failure {
    let still = if unlisted { "says that there are factors" } else { "lists all that was to go" };
    let look = if unlisted { "look at the person" } else { "list the factors" };
    Failure::new(Exit::Failed, format!("the provider accepted the removal, and still {still}"))
        .with_hint(format!("{look} again in a minute, before anything else is tried"))
}
