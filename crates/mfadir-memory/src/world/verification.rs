//! Proofs that are handed in.

use mfadir_core::{
    Asked, ChallengeHandle, Error, ErrorKind, FactorId, FactorType, Operation, Proof, Result, UserId, Verification,
};

use super::{
    Answer, RunningChallenge, World,
    attempts::Try,
    proof::{Spent, Way, check, check_own},
};
use crate::{act::Act, enrolled::EnrolledFactor, masked::Masked};

impl World {
    /// Takes a proof. A wrong one is `WrongProof`, one that comes too late `Expired`. No proof is taken twice. After
    /// too many wrong ones the user is locked, or refused for a while, as the rules say.
    pub fn verify(&mut self, user: &UserId, asked: &Asked, proof: &Proof, act: &Act) -> Result<Verification> {
        self.within_limit(user, Try::Verification, act.at)?;
        let outcome = match asked {
            Asked::Challenge(handle) => self.verify_challenge(user, handle, proof, act),
            Asked::Factor(id) if self.is_code(user, id) => self.use_code(user, id, proof, act),
            Asked::Factor(id) => self.verify_factor(user, id, proof, act),
        };
        let factor = self.asked_factor(user, asked);
        self.judged(user, Try::Verification, factor.as_ref().map(|(id, of)| (id, of)), outcome, act)
    }

    fn asked_factor(&self, user: &UserId, asked: &Asked) -> Option<(FactorId, FactorType)> {
        let id = match asked {
            Asked::Challenge(handle) => &self.running(user, handle).ok()?.factor,
            Asked::Factor(id) => id,
        };
        self.own_factor(user, id).ok().map(|factor| (id.clone(), factor.factor_type()))
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
        let verified = match &running.expected {
            _ if running.settled => Err(Error::new(ErrorKind::NotFound, "the challenge was answered already")),
            Some(expected) => self.verify_sent(&running, expected, proof, act),
            None if act.at >= running.ends => Err(too_old()),
            None => self.verify_factor(user, &running.factor, proof, act),
        }?;
        self.answered(&running);
        Ok(verified)
    }

    /// Whoever polls a challenge that was answered with a code learns that it was.
    fn answered(&mut self, running: &RunningChallenge) {
        let same = self.challenges.iter_mut().find(|other| other.id == running.id);
        if let Some(same) = same {
            (same.answer, same.settled) = (Answer::Yes, true);
        }
    }

    fn verify_sent(
        &mut self,
        running: &RunningChallenge,
        expected: &Masked,
        proof: &Proof,
        act: &Act,
    ) -> Result<Verification> {
        check(expected, proof)?;
        if act.at >= running.ends {
            return Err(too_old());
        }
        self.accept(&running.user, &running.factor, Spent::default(), act)
    }

    fn verify_factor(&mut self, user: &UserId, id: &FactorId, proof: &Proof, act: &Act) -> Result<Verification> {
        let factor = self.ready(user, id)?;
        if !Way::of(&factor.kind).needs_no_challenge() {
            return Err(Error::new(ErrorKind::Conflict, "this factor must be challenged first"));
        }
        let spent = check_own(factor, proof, act.at, self.rules.window)?;
        self.accept(user, id, spent, act)
    }

    /// Notes an approval once.
    pub(super) fn settle(&mut self, running: &RunningChallenge, act: &Act) -> Result<Verification> {
        if self.settle_once(running) {
            return self.accept(&running.user, &running.factor, Spent::default(), act);
        }
        Ok(verification(&running.factor, act))
    }

    /// Notes a denial once.
    pub(super) fn settle_denial(&mut self, running: &RunningChallenge, act: &Act) {
        if self.settle_once(running) {
            let factor = self.own_factor(&running.user, &running.factor).map(EnrolledFactor::factor_type).ok();
            let factor = factor.as_ref().map(|factor_type| (&running.factor, factor_type));
            self.note_failure(&running.user, Operation::Poll, factor, act);
        }
    }

    fn settle_once(&mut self, running: &RunningChallenge) -> bool {
        let open = self.challenges.iter_mut().find(|other| other.id == running.id && !other.settled);
        open.map(|open| open.settled = true).is_some()
    }

    pub(super) fn accept(&mut self, user: &UserId, id: &FactorId, spent: Spent, act: &Act) -> Result<Verification> {
        let factor = self.own_factor_mut(user, id)?;
        factor.last_verified = Some(act.at);
        spent.leave(factor);
        let factor_type = factor.factor_type();
        self.note(user, Operation::Verify, Some((id, &factor_type)), act);
        Ok(verification(id, act))
    }
}

fn verification(factor: &FactorId, act: &Act) -> Verification {
    Verification { factor: Some(factor.clone()), transaction: None, request_id: act.request_id.clone() }
}

fn too_old() -> Error {
    Error::new(ErrorKind::Expired, "the challenge is too old: ask the factor again")
}
