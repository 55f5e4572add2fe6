//! Factors that are asked, and what comes back.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{
    Asked, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, Error, ErrorKind, Expects, FactorId,
    FactorStatus, Operation, Proof, Result, UserId, UserStatus, Verification,
};
use serde::{Deserialize, Serialize};

use super::{
    World, no_factor,
    proof::{Way, check, check_own},
};
use crate::{act::Act, enrolled::EnrolledFactor, masked::Masked};

const LIFETIME: Duration = Duration::from_mins(5);
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
        let running = self.new_challenge(user, &asked, request, act);
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
    ) -> RunningChallenge {
        let way = Way::of(&factor.kind);
        let sends = matches!(way, Way::Sent | Way::Signed);
        let matches_number = way == Way::Tap && request.number_matching;
        RunningChallenge {
            id: self.ids.next("challenge"),
            user: user.clone(),
            factor: factor.id.clone(),
            expected: sends.then(|| self.send_code(user, &factor.id, factor.destination.clone(), act.at)),
            number: matches_number.then(|| (self.ids.number() % 100).to_string()),
            ends: act.at + request.lifetime.unwrap_or(LIFETIME),
            answer: Answer::None,
            settled: false,
        }
    }

    /// How far a challenge is. What was approved stays so, and is noted once.
    pub fn poll(&mut self, user: &UserId, handle: &ChallengeHandle, act: &Act) -> Result<ChallengeState> {
        let running = self.running(user, handle)?.clone();
        Ok(match running.answer {
            Answer::Yes => ChallengeState::Approved(self.settle(&running, act)?),
            Answer::No => ChallengeState::Denied,
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

    /// Takes a proof. A wrong one is `WrongProof`, one that comes too late `Expired`. No proof is taken twice.
    pub fn verify(&mut self, user: &UserId, asked: &Asked, proof: &Proof, act: &Act) -> Result<Verification> {
        match asked {
            Asked::Challenge(handle) => self.verify_challenge(user, handle, proof, act),
            Asked::Factor(id) if self.is_code(user, id) => self.use_code(user, id, proof, act),
            Asked::Factor(id) => self.verify_factor(user, id, proof, act),
        }
    }

    /// Plays the user: answers the newest tap that is waited for, in a challenge or in an enrollment. `NotFound`
    /// where none is.
    pub fn answer(&mut self, user: &UserId, factor: &FactorId, answer: Answer) -> Result<()> {
        let open = self.challenges.iter_mut().rev();
        let mut open = open.filter(|running| running.user == *user && running.factor == *factor);
        if let Some(running) = open.find(|running| running.answer == Answer::None) {
            running.answer = answer;
            return Ok(());
        }
        let open = self.enrollments.iter_mut().rev();
        let mut open = open.filter(|running| running.user == *user && running.factor == *factor);
        let running = open.next().ok_or_else(|| Error::new(ErrorKind::NotFound, "nothing waits for an answer"))?;
        running.answer = answer;
        Ok(())
    }

    /// The code that the factor's device shows at that time: what a user would read off it.
    pub fn shown_code(&self, user: &UserId, factor: &FactorId, at: Timestamp) -> Option<Masked> {
        let factor = self.own_factor(user, factor).ok()?;
        let key = factor.secret.as_ref().filter(|_| Way::of(&factor.kind) == Way::Shown)?;
        Some(crate::totp::code(key, at))
    }

    fn verify_challenge(
        &mut self,
        user: &UserId,
        handle: &ChallengeHandle,
        proof: &Proof,
        act: &Act,
    ) -> Result<Verification> {
        let running = self.running(user, handle)?.clone();
        self.ready(user, &running.factor)?;
        if act.at >= running.ends {
            return Err(Error::new(ErrorKind::Expired, "the challenge is too old: ask the factor again"));
        }
        let Some(expected) = &running.expected else {
            return self.verify_factor(user, &running.factor, proof, act);
        };
        check(expected, proof)?;
        self.challenges.retain(|other| other.id != running.id);
        self.accept(user, &running.factor, None, act)
    }

    fn verify_factor(&mut self, user: &UserId, id: &FactorId, proof: &Proof, act: &Act) -> Result<Verification> {
        let factor = self.ready(user, id)?;
        if !matches!(Way::of(&factor.kind), Way::Shown | Way::Remembered) {
            return Err(Error::new(ErrorKind::Conflict, "this factor must be challenged first"));
        }
        let spent = check_own(factor, proof, act.at)?;
        self.accept(user, id, spent, act)
    }

    fn settle(&mut self, running: &RunningChallenge, act: &Act) -> Result<Verification> {
        if running.settled {
            return Ok(verification(&running.factor, act));
        }
        let mut open = self.challenges.iter_mut().filter(|other| other.id == running.id);
        if let Some(open) = open.next() {
            open.settled = true;
        }
        self.accept(&running.user, &running.factor, None, act)
    }

    fn accept(&mut self, user: &UserId, id: &FactorId, spent: Option<Masked>, act: &Act) -> Result<Verification> {
        let factor = self.own_factor_mut(user, id)?;
        factor.last_verified = Some(act.at);
        factor.spent = spent.or(factor.spent.take());
        let factor_type = factor.factor_type();
        self.note(user, Operation::Verify, Some((id, &factor_type)), act);
        Ok(verification(id, act))
    }

    /// The factor, where it may prove something now.
    fn ready(&self, user: &UserId, factor: &FactorId) -> Result<&EnrolledFactor> {
        let factor = self.factor(user, factor)?;
        if self.person(user)?.status == UserStatus::Locked || factor.locked {
            return Err(Error::new(ErrorKind::Locked, "the user or the factor is locked"));
        }
        if factor.status != FactorStatus::Active {
            return Err(Error::new(ErrorKind::Conflict, "the factor is not active"));
        }
        Ok(factor)
    }

    fn running(&self, user: &UserId, handle: &ChallengeHandle) -> Result<&RunningChallenge> {
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

fn verification(factor: &FactorId, act: &Act) -> Verification {
    Verification { factor: Some(factor.clone()), transaction: None, request_id: act.request_id.clone() }
}

fn told(running: RunningChallenge, expects: Expects, act: &Act) -> Challenge {
    Challenge {
        handle: ChallengeHandle::pack(running.id),
        factor: running.factor,
        expects,
        number_to_match: running.number,
        expires_at: Some(running.ends),
        poll_after: (expects == Expects::Approval).then_some(POLL_AFTER),
        request_id: act.request_id.clone(),
    }
}
