//! What is true afterwards where nobody's factors are listed: whether there are any left, if the provider tells that.

use mfadir_core::{Applied, Error, ReturnTime};

use crate::{
    outcome::{After, Answer, Outcome, Verdict, WholeResult},
    plan::Plan,
};

/// What became of all factors together; nothing where they are listed, or where nothing was to go.
pub(crate) fn whole(plan: &Plan, answers: &[Answer], after: &Result<After, Error>) -> Option<WholeResult> {
    let answer = answers.first().filter(|_| plan.takes_unlisted())?;
    let left = after.as_ref().ok().and_then(After::has_factors);
    let (outcome, detail) = match left {
        Some(true) => some_left(plan, answer),
        Some(false) => none_left(answer),
        None => untold(answer, after.is_ok()),
    };
    Some(WholeResult { outcome, detail: detail.map(str::to_owned) })
}

/// The whole in one word, by what became of the factors together.
pub(crate) fn verdict_of(outcome: Outcome) -> Verdict {
    match outcome {
        Outcome::Done => Verdict::Done,
        Outcome::Absent => Verdict::NothingToDo,
        Outcome::Unconfirmed | Outcome::Reappeared => Verdict::Unknown,
        Outcome::Failed | Outcome::Skipped => Verdict::Failed,
    }
}

/// The outcome, and what it alone does not say.
type Judged = (Outcome, Option<&'static str>);

fn none_left(answer: &Answer) -> Judged {
    match answer {
        Answer::Accepted(_) => (Outcome::Done, None),
        Answer::Failed(error) if error.applied() == Applied::Perhaps => {
            (Outcome::Done, Some("there was no clear answer, but none is left"))
        }
        _ => (Outcome::Absent, Some("none is left, though not by this reset")),
    }
}

fn some_left(plan: &Plan, answer: &Answer) -> Judged {
    match answer {
        Answer::Accepted(_) if plan.returning.iter().any(|entry| entry.when == ReturnTime::AtOnce) => {
            (Outcome::Unconfirmed, Some("the provider accepted the reset; what is left may have come back by itself"))
        }
        Answer::Accepted(_) => {
            (Outcome::Failed, Some("the provider accepted the reset, but says that factors are left"))
        }
        Answer::Failed(error) if error.applied() == Applied::Perhaps => {
            (Outcome::Failed, Some("there was no clear answer, and factors are left"))
        }
        Answer::NotSent => (Outcome::Skipped, None),
        _ => (Outcome::Failed, None),
    }
}

fn untold(answer: &Answer, read: bool) -> Judged {
    match answer {
        Answer::Accepted(_) if read => {
            (Outcome::Unconfirmed, Some("the provider accepted the reset, and does not tell whether factors are left"))
        }
        Answer::Accepted(_) => (Outcome::Unconfirmed, Some("the provider accepted the reset")),
        Answer::Failed(error) if error.applied() == Applied::Perhaps => {
            (Outcome::Unconfirmed, Some("there was no clear answer"))
        }
        Answer::NotSent => (Outcome::Skipped, None),
        _ => (Outcome::Failed, None),
    }
}
