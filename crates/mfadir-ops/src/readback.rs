//! What is true afterwards: the factors that are listed, against those that were to go and to stay.

mod whole;

use mfadir_core::{Applied, Factor, FactorId, FactorStatus, Kind, ReturnTime};

use crate::{
    outcome::{Answer, FactorResult, Outcome, Verdict},
    plan::{Plan, Step},
};

pub(crate) use whole::{verdict_of, whole};

/// What became of each factor that was to go, in the order of the steps. `after` is absent where it could not be read.
pub(crate) fn results(plan: &Plan, answers: &[Answer], after: Option<&[Factor]>) -> Vec<FactorResult> {
    let is_new = |factor: &&Factor| plan.before.iter().all(|known| known.id != factor.id);
    let mut fresh: Vec<&Factor> = after.unwrap_or_default().iter().filter(is_new).collect();
    let mut results = Vec::new();
    for (step, (taken, answer)) in plan.steps.iter().zip(answers).enumerate() {
        for (factor, implied) in with_implication(taken) {
            let (outcome, detail, reappeared_as) = match after {
                None => unread(answer, implied),
                Some(listed) if listed.iter().any(|other| other.id == factor.id) => still_there(plan, factor, answer),
                Some(_) => gone(answer, factor, &mut fresh),
            };
            results.push(FactorResult { factor: factor.clone(), step, implied, outcome, detail, reappeared_as });
        }
    }
    results
}

fn with_implication(step: &Step) -> Vec<(&Factor, bool)> {
    let by_implication = matches!(step, Step::Remove { .. });
    step.takes().into_iter().enumerate().map(|(index, factor)| (factor, by_implication && index > 0)).collect()
}

fn take_twin<'a>(fresh: &mut Vec<&'a Factor>, gone: &Factor) -> Option<&'a Factor> {
    let index = fresh.iter().position(|factor| factor.factor_type == gone.factor_type)?;
    Some(fresh.remove(index))
}

/// The outcome, what it alone does not say, and the new id of what came back.
type Judged = (Outcome, Option<String>, Option<FactorId>);

fn just(outcome: Outcome) -> Judged {
    (outcome, None, None)
}

fn say(outcome: Outcome, detail: &str) -> Judged {
    (outcome, Some(detail.to_owned()), None)
}

fn unread(answer: &Answer, implied: bool) -> Judged {
    match answer {
        Answer::Accepted(_) => say(Outcome::Unconfirmed, "the provider accepted the removal"),
        Answer::Absent(_) if implied => say(Outcome::Unconfirmed, "what it goes with was gone already"),
        Answer::Absent(_) => just(Outcome::Absent),
        Answer::Failed(error) if error.applied() == Applied::Perhaps => {
            say(Outcome::Unconfirmed, "there was no clear answer")
        }
        Answer::Failed(_) => just(Outcome::Failed),
        Answer::NotSent => just(Outcome::Skipped),
    }
}

fn gone(answer: &Answer, factor: &Factor, fresh: &mut Vec<&Factor>) -> Judged {
    match answer {
        Answer::Absent(_) | Answer::NotSent => return just(Outcome::Absent),
        Answer::Accepted(_) | Answer::Failed(_) => {}
    }
    if let Some(twin) = take_twin(fresh, factor) {
        return (Outcome::Reappeared, Some(format!("enrolled again as {}", twin.id)), Some(twin.id.clone()));
    }
    match answer.failure() {
        None => just(Outcome::Done),
        Some(error) if error.applied() == Applied::Perhaps => {
            say(Outcome::Done, "there was no clear answer, but it is gone")
        }
        Some(_) => say(Outcome::Absent, "gone, though not by this removal"),
    }
}

fn still_there(plan: &Plan, factor: &Factor, answer: &Answer) -> Judged {
    match answer {
        Answer::Accepted(_) if comes_back_at_once(plan, factor) => {
            say(Outcome::Reappeared, "the provider enrolled it again by itself")
        }
        Answer::Accepted(_) => say(Outcome::Failed, "the provider accepted the removal, but still lists it"),
        Answer::Absent(_) => say(Outcome::Failed, "the provider says that it is not there, but still lists it"),
        Answer::Failed(error) if error.applied() == Applied::Perhaps => {
            say(Outcome::Failed, "there was no clear answer, and it is still there")
        }
        Answer::Failed(_) => just(Outcome::Failed),
        Answer::NotSent => just(Outcome::Skipped),
    }
}

fn comes_back_at_once(plan: &Plan, factor: &Factor) -> bool {
    plan.returning.iter().any(|entry| entry.when == ReturnTime::AtOnce && entry.factor.covers(&factor.factor_type))
}

/// The factors that were to stay and are gone. What ends by itself is not missed unless it was asked to be kept.
pub(crate) fn lost(plan: &Plan, after: &[Factor]) -> Vec<Factor> {
    let is_gone = |factor: &&&Factor| after.iter().all(|other| other.id != factor.id);
    let is_missed = |factor: &&&Factor| plan.kept.contains(&factor.id) || lasts(factor);
    plan.staying().iter().filter(is_gone).filter(is_missed).copied().cloned().collect()
}

fn lasts(factor: &Factor) -> bool {
    factor.status == FactorStatus::Active && !matches!(factor.kind(), Kind::TemporaryCode | Kind::RecoveryCode)
}

/// The whole in one word.
pub(crate) fn verdict(
    plan: &Plan,
    answers: &[Answer],
    results: &[FactorResult],
    read: bool,
    lost: &[Factor],
) -> Verdict {
    let has = |outcome: Outcome| results.iter().any(|result| result.outcome == outcome);
    let surely_nothing = |answer: &Answer| {
        matches!(answer, Answer::NotSent) || answer.failure().is_some_and(|error| error.applied() == Applied::No)
    };
    if results.is_empty() {
        Verdict::NothingToDo
    } else if !read && !answers.iter().all(surely_nothing) {
        Verdict::Unknown
    } else if lost.is_empty() && results.iter().all(|result| is_as_planned(plan, result)) {
        if results.iter().all(|result| result.outcome == Outcome::Absent) {
            Verdict::NothingToDo
        } else {
            Verdict::Done
        }
    } else if lost.is_empty() && !has(Outcome::Done) && !has(Outcome::Absent) && !has(Outcome::Reappeared) {
        Verdict::Failed
    } else {
        Verdict::Partly
    }
}

/// A factor that comes back by itself, as the plan said it would, is no failure.
fn is_as_planned(plan: &Plan, result: &FactorResult) -> bool {
    match result.outcome {
        Outcome::Done | Outcome::Absent => true,
        Outcome::Reappeared => comes_back_at_once(plan, &result.factor),
        Outcome::Failed | Outcome::Unconfirmed | Outcome::Skipped => false,
    }
}
