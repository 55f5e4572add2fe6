//! Factors that are asked, and what comes back.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{
    Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, Error, ErrorKind, Expects, FactorId, FactorStatus,
    Operation, Result, UserId, UserStatus,
};
use serde::{Deserialize, Serialize};

use super::{
    World, no_factor,
    proof::{Way, to_sign},
};
use crate::{act::Act, enrolled::EnrolledFactor, masked::Masked};

const LIFETIME: Duration = Duration::from_mins(5);
/// How long a challenge is remembered after its end.
const KEPT: Duration = Duration::from_hours(1);
/// How long a caller should wait between polls.
pub(super) const POLL_AFTER: Duration = Duration::from_secs(4);

/// What the user did on the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Nothing yet.
    #[default]
    None,
    /// Agreed.
    Yes,
    /// Said no.
    No,
}

/// A challenge that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningChallenge {
    /// What the handle holds.
    pub id: String,
    /// Whose.
    pub user: UserId,
    /// Which factor.
    pub factor: FactorId,
    /// What answers it, where that was sent.
    pub expected: Option<Masked>,
    /// The number that the user must pick.
    pub number: Option<String>,
    /// When it ends.
    pub ends: Timestamp,
    /// What the user's device said.
    pub answer: Answer,
    /// Whether the answer was told to a caller and noted.
    pub settled: bool,
}

impl World {
    /// Asks a factor. `Locked` where the user or the factor is, `Conflict` where the factor is not active.
    pub fn challenge(
        &mut self,
        user: &UserId,
        factor: &FactorId,
        request: &ChallengeRequest,
        act: &Act,
    ) -> Result<Challenge> {
        let asked = self.ready(user, factor)?.clone();
        let running = self.new_challenge(user, &asked, request, act)?;
        self.challenges.retain(|old| old.ends + KEPT > act.at);
        self.challenges.push(running.clone());
        self.note(user, Operation::Challenge, Some((factor, &asked.factor_type())), act);
        Ok(told(running, Way::of(&asked.kind).expects(), act))
    }

    fn new_challenge(
        &mut self,
        user: &UserId,
        factor: &EnrolledFactor,
        request: &ChallengeRequest,
        act: &Act,
    ) -> Result<RunningChallenge> {
        let matches_number = Way::of(&factor.kind) == Way::Tap && request.number_matching;
        let expected = self.sent_for(user, factor, act.at)?;
        Ok(RunningChallenge {
            id: self.ids.next("challenge"),
            user: user.clone(),
            factor: factor.id.clone(),
            expected,
            number: matches_number.then(|| (self.ids.number() % 100).to_string()),
            ends: act.at + request.lifetime.unwrap_or(LIFETIME),
            answer: Answer::None,
            settled: false,
        })
    }

    /// How far a challenge is. What was approved stays so, and is noted once.
    pub fn poll(&mut self, user: &UserId, handle: &ChallengeHandle, act: &Act) -> Result<ChallengeState> {
        let running = self.running(user, handle)?.clone();
        Ok(match running.answer {
            Answer::Yes => ChallengeState::Approved(self.settle(&running, act)?),
            Answer::No => {
                self.settle_denial(&running, act);
                ChallengeState::Denied
            }
            Answer::None if act.at >= running.ends => ChallengeState::Expired,
            Answer::None => ChallengeState::Waiting { poll_after: Some(POLL_AFTER) },
        })
    }

    /// Takes a challenge back.
    pub fn cancel(&mut self, user: &UserId, handle: &ChallengeHandle) -> Result<()> {
        let id = self.running(user, handle)?.id.clone();
        self.challenges.retain(|running| running.id != id);
        Ok(())
    }

    /// The newest challenge of a factor.
    pub fn challenge_of(&self, user: &UserId, factor: &FactorId) -> Option<&RunningChallenge> {
        let mine = |running: &&RunningChallenge| running.user == *user && running.factor == *factor;
        self.challenges.iter().rev().find(mine)
    }

    /// The factor, where it may prove something now.
    pub(super) fn ready(&self, user: &UserId, factor: &FactorId) -> Result<&EnrolledFactor> {
        let factor = self.factor(user, factor)?;
        if self.person(user)?.status == UserStatus::Locked || factor.locked {
            return Err(Error::new(ErrorKind::Locked, "the user or the factor is locked"));
        }
        if factor.status != FactorStatus::Active {
            return Err(Error::new(ErrorKind::Conflict, "the factor is not active"));
        }
        Ok(factor)
    }

    /// A challenge by its handle. `NotFound` where it is another user's or was taken back.
    pub fn running(&self, user: &UserId, handle: &ChallengeHandle) -> Result<&RunningChallenge> {
        let mine = |running: &&RunningChallenge| running.user == *user && running.id == handle.unpack();
        let missing = || Error::new(ErrorKind::NotFound, "no such challenge is running");
        self.challenges.iter().find(mine).ok_or_else(missing)
    }

    pub(super) fn own_factor(&self, user: &UserId, id: &FactorId) -> Result<&EnrolledFactor> {
        let found = self.person(user)?.factors.iter().find(|factor| factor.id == *id);
        found.ok_or_else(|| no_factor(user, id))
    }

    pub(super) fn own_factor_mut(&mut self, user: &UserId, id: &FactorId) -> Result<&mut EnrolledFactor> {
        let found = self.person_mut(user)?.factors.iter_mut().find(|factor| factor.id == *id);
        found.ok_or_else(|| no_factor(user, id))
    }
}

fn told(running: RunningChallenge, expects: Expects, act: &Act) -> Challenge {
    Challenge {
        handle: ChallengeHandle::pack(running.id),
        factor: running.factor,
        expects,
        number_to_match: running.number,
        prompt: None,
        to_sign: to_sign(expects, running.expected.as_ref()),
        expires_at: Some(running.ends),
        poll_after: (expects == Expects::Approval).then_some(POLL_AFTER),
        request_id: act.request_id.clone(),
    }
}
