//! What became of a plan.

use std::fmt;

use mfadir_core::{Done, Error, Factor, FactorId, Kind, Left, RequestId, UserStatus};
use serde::Serialize;

use crate::plan::{Plan, UnlockPlan};

/// What became of one factor that was to go. It is what the read-back shows, not what the removal answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is gone, and our step removed it.
    Done,
    /// It was gone already.
    Absent,
    /// It is still there.
    Failed,
    /// The removal was sent, and what came of it could not be read back.
    Unconfirmed,
    /// It went and came back by itself.
    Reappeared,
    /// Nothing was sent for it.
    Skipped,
}

impl Outcome {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Absent => "absent",
            Self::Failed => "failed",
            Self::Unconfirmed => "unconfirmed",
            Self::Reappeared => "reappeared",
            Self::Skipped => "skipped",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a step was answered.
#[derive(Debug)]
pub enum Answer {
    /// The provider accepted it.
    Accepted(Done),
    /// The provider says that the factor is not there.
    Absent(Error),
    /// It failed; the error says whether it may have happened all the same.
    Failed(Error),
    /// It was not sent, because an earlier step failed in a way that it would share.
    NotSent,
}

impl Answer {
    /// The provider's id of the request.
    pub fn request_id(&self) -> Option<&RequestId> {
        match self {
            Self::Accepted(done) => done.request_id.as_ref(),
            Self::Absent(error) | Self::Failed(error) => error.request_id(),
            Self::NotSent => None,
        }
    }

    /// Why it failed.
    pub fn failure(&self) -> Option<&Error> {
        match self {
            Self::Failed(error) => Some(error),
            _ => None,
        }
    }
}

/// What became of one factor.
#[derive(Clone, Debug)]
pub struct FactorResult {
    /// The factor as it was listed before.
    pub factor: Factor,
    /// The step that was to take it.
    pub step: usize,
    /// Whether it was to go because another one goes.
    pub implied: bool,
    /// What became of it.
    pub outcome: Outcome,
    /// What the outcome alone does not say, as a clause.
    pub detail: Option<String>,
    /// The id under which it is there again, where that is a new one.
    pub reappeared_as: Option<FactorId>,
}

/// What became of all factors together, where nobody can tell which there were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeResult {
    /// What became of them.
    pub outcome: Outcome,
    /// What the outcome alone does not say, as a clause.
    pub detail: Option<String>,
}

/// What is there now.
#[derive(Clone, Debug)]
pub enum After {
    /// These factors.
    Listed(Vec<Factor>),
    /// Nobody can tell which; whether there are any, where the provider tells that.
    Told(Option<bool>),
}

impl After {
    /// The factors, where they are listed.
    pub fn factors(&self) -> Option<&[Factor]> {
        match self {
            Self::Listed(factors) => Some(factors),
            Self::Told(_) => None,
        }
    }

    /// Whether there are any, where the provider lists nobody's factors and tells this.
    pub fn has_factors(&self) -> Option<bool> {
        match self {
            Self::Listed(_) => None,
            Self::Told(has_factors) => *has_factors,
        }
    }

    /// Whether a usable factor is left. `unseen` names kinds that the provider does not show.
    pub(crate) fn left(&self, unseen: &[Kind]) -> Left {
        match self {
            Self::Listed(factors) => Left::among(factors, unseen),
            Self::Told(has_factors) => Left::told(*has_factors, unseen),
        }
    }
}

/// The whole in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All that was to go is gone, and all that was to stay is there.
    Done,
    /// There was nothing to remove.
    NothingToDo,
    /// Something went as planned and something did not.
    Partly,
    /// The read-back failed: nobody knows.
    Unknown,
    /// Nothing was removed.
    Failed,
}

/// What was done to one person's factors, and what is true now.
#[derive(Debug)]
pub struct Report {
    /// The plan, with the factors as they were before.
    pub plan: Plan,
    /// What each step was answered.
    pub answers: Vec<Answer>,
    /// What became of each factor that was to go.
    pub results: Vec<FactorResult>,
    /// What became of all factors together, where they are not listed and something was to go.
    pub whole: Option<WholeResult>,
    /// What is there now, or why that could not be read.
    pub after: Result<After, Error>,
    /// Whether a usable factor is left, where anything could be read.
    pub left: Option<Left>,
    /// The factors that were to stay and are gone.
    pub lost: Vec<Factor>,
    /// What could not be recorded, as clauses.
    pub unrecorded: Vec<String>,
    /// The whole in one word.
    pub verdict: Verdict,
}

impl Report {
    /// The first failure of a step.
    pub fn cause(&self) -> Option<&Error> {
        self.answers.iter().find_map(Answer::failure)
    }

    /// The factors that were to be kept and are gone.
    pub fn broken_keep(&self) -> Vec<&Factor> {
        self.lost.iter().filter(|factor| self.plan.kept.contains(&factor.id)).collect()
    }
}

/// What became of an unlocking.
#[derive(Debug)]
pub struct UnlockReport {
    /// What was asked for.
    pub plan: UnlockPlan,
    /// What it was answered.
    pub answer: Answer,
    /// The state of the account now, or why that could not be read.
    pub after: Result<UserStatus, Error>,
    /// What could not be recorded, as clauses.
    pub unrecorded: Vec<String>,
    /// The whole in one word.
    pub verdict: Verdict,
}
