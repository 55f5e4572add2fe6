//! Doing what a plan says.

mod once;
mod run;
mod send;
mod shown;

use mfadir_core::{Clock, Error, ErrorKind, MfaDirectory, User, UserRef, UserStatus};

pub(crate) use once::{About, Recorded, Trail, recorded};
use run::Ran;
pub(crate) use send::Door;

use crate::{
    facts::Listing,
    outcome::{After, Answer, Report, UnlockReport, Verdict},
    plan::{Admitted, Plan, UnlockPlan},
    readback,
    record::Recorder,
};

/// Runs the steps of an admitted plan, each recorded before and after, then lists the factors again and says what is
/// true. Where nothing was sent, nothing is read again either. A step that fails does not stop the others, unless they would fail for the same reason.
pub async fn apply(directory: &dyn MfaDirectory, plan: Admitted, clock: &dyn Clock, recorder: &dyn Recorder) -> Report {
    let plan = plan.into_plan();
    let Ran { answer: answers, sent, unrecorded } = run::steps(directory, &plan, clock, recorder).await;
    let after = if sent { read(directory, &plan).await } else { Ok(as_before(&plan)) };
    let mut report = report(plan, answers, after, unrecorded);
    if sent {
        let shown = recorder.read_back(&shown::by_report(&report, clock.now())).await;
        report.unrecorded.extend(shown.err().map(|error| error.to_string()));
    }
    report
}

fn as_before(plan: &Plan) -> After {
    match plan.listing {
        Listing::NotOffered => After::Told(plan.user.has_factors),
        Listing::Shown | Listing::Hidden => After::Listed(plan.before.clone()),
    }
}

/// What is there now, as far as it was looked at before.
async fn read(directory: &dyn MfaDirectory, plan: &Plan) -> Result<After, Error> {
    if plan.listing == Listing::NotOffered {
        return Ok(After::Told(look_again(directory, &plan.user).await?.has_factors));
    }
    let mut listed = directory.factors(&plan.user.id).await?;
    if plan.with_devices {
        listed.extend(directory.devices(&plan.user.id).await?);
    }
    Ok(After::Listed(listed))
}

async fn look_again(directory: &dyn MfaDirectory, user: &User) -> Result<User, Error> {
    directory.user(&UserRef::Id(user.id.clone())).await
}

fn report(plan: Plan, answers: Vec<Answer>, after: Result<After, Error>, unrecorded: Vec<String>) -> Report {
    let listed = after.as_ref().ok().and_then(After::factors);
    let results = readback::results(&plan, &answers, listed);
    let lost = listed.map(|listed| readback::lost(&plan, listed)).unwrap_or_default();
    let left = after.as_ref().ok().map(|after| after.left(&plan.unseen));
    let whole = readback::whole(&plan, &answers, &after);
    let verdict = match &whole {
        Some(whole) => readback::verdict_of(whole.outcome),
        None => readback::verdict(&plan, &answers, &results, listed.is_some(), &lost),
    };
    Report { plan, answers, results, whole, after, left, lost, unrecorded, verdict }
}

/// Unlocks an account, recorded before and after, then looks at the account again where that was sent.
pub async fn unlock(
    directory: &dyn MfaDirectory,
    plan: UnlockPlan,
    clock: &dyn Clock,
    recorder: &dyn Recorder,
) -> UnlockReport {
    let Ran { answer, sent, unrecorded } = run::unlock(directory, &plan, clock, recorder).await;
    let now = if sent { look_again(directory, &plan.user).await } else { Ok(plan.user.clone()) };
    let after = now.map(|user| user.status);
    let verdict = unlocked(&answer, after.as_ref().ok());
    let mut report = UnlockReport { plan, answer, after, unrecorded, verdict };
    if sent {
        let shown = recorder.read_back(&shown::by_unlocking(&report, clock.now())).await;
        report.unrecorded.extend(shown.err().map(|error| error.to_string()));
    }
    report
}

fn unlocked(answer: &Answer, after: Option<&UserStatus>) -> Verdict {
    let is_not_locked = answer.failure().is_some_and(|error| error.kind() == ErrorKind::Conflict);
    match after {
        Some(UserStatus::Locked) => Verdict::Failed,
        // An earlier attempt, whose answer was lost, may have done it.
        Some(_) if is_not_locked && run::is_unclear(answer) => Verdict::Done,
        Some(_) if is_not_locked => Verdict::NothingToDo,
        // Where no state is told, the provider's answer is all that there is.
        Some(UserStatus::NotTold) if run::is_unclear(answer) => Verdict::Unknown,
        Some(_) if run::may_have_happened(answer) => Verdict::Done,
        None if run::may_have_happened(answer) => Verdict::Unknown,
        _ => Verdict::Failed,
    }
}

#[cfg(test)]
mod tests;
