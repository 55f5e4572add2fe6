//! Doing what a plan says.

mod once;
mod run;
mod send;

use mfadir_core::{Clock, Error, ErrorKind, Factor, Left, MfaDirectory, UserRef, UserStatus};

pub(crate) use once::{About, Recorded, Trail, recorded};
pub(crate) use send::Door;

use crate::{
    outcome::{Answer, Report, UnlockReport, Verdict},
    plan::{Admitted, Plan, UnlockPlan},
    readback,
    record::Recorder,
};

/// Runs the steps of an admitted plan, each recorded before and after, then lists the factors again and says what is
/// true. A step that fails does not stop the others, unless they would fail for the same reason.
pub async fn apply(directory: &dyn MfaDirectory, plan: Admitted, clock: &dyn Clock, recorder: &dyn Recorder) -> Report {
    let plan = plan.into_plan();
    let (answers, unrecorded) = run::steps(directory, &plan, clock, recorder).await;
    let after = if plan.is_empty() { Ok(plan.before.clone()) } else { listed(directory, &plan).await };
    report(plan, answers, after, unrecorded)
}

/// What is there now, as far as it was looked at before.
async fn listed(directory: &dyn MfaDirectory, plan: &Plan) -> Result<Vec<Factor>, Error> {
    let mut listed = directory.factors(&plan.user.id).await?;
    if plan.with_devices {
        listed.extend(directory.devices(&plan.user.id).await?);
    }
    Ok(listed)
}

fn report(plan: Plan, answers: Vec<Answer>, after: Result<Vec<Factor>, Error>, unrecorded: Vec<String>) -> Report {
    let listed = after.as_deref().ok();
    let results = readback::results(&plan, &answers, listed);
    let lost = listed.map(|listed| readback::lost(&plan, listed)).unwrap_or_default();
    let left = listed.map(|listed| Left::among(listed, &plan.unseen));
    let verdict = readback::verdict(&plan, &answers, &results, listed.is_some(), &lost);
    Report { plan, answers, results, after, left, lost, unrecorded, verdict }
}

/// Unlocks an account, recorded before and after, then looks at the account again.
pub async fn unlock(
    directory: &dyn MfaDirectory,
    plan: UnlockPlan,
    clock: &dyn Clock,
    recorder: &dyn Recorder,
) -> UnlockReport {
    let (answer, unrecorded) = run::unlock(directory, &plan, clock, recorder).await;
    let after = directory.user(&UserRef::Id(plan.user.id.clone())).await.map(|user| user.status);
    let verdict = unlocked(&answer, after.as_ref().ok());
    UnlockReport { plan, answer, after, unrecorded, verdict }
}

fn unlocked(answer: &Answer, after: Option<&UserStatus>) -> Verdict {
    let was_not_locked = answer.failure().is_some_and(|error| error.kind() == ErrorKind::Conflict);
    match after {
        Some(UserStatus::Locked) => Verdict::Failed,
        Some(_) if was_not_locked => Verdict::NothingToDo,
        Some(_) if run::may_have_happened(answer) => Verdict::Done,
        None if run::may_have_happened(answer) => Verdict::Unknown,
        _ => Verdict::Failed,
    }
}

#[cfg(test)]
mod tests;
