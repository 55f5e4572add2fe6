//! New factors, from the start to the proof that completes them.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{
    Activation, EnrollRequest, Enrollment, EnrollmentHandle, EnrollmentSecret, Error, ErrorKind, Expects, FactorId,
    FactorStatus, Operation, Proof, Result, UserId,
};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{
    Answer, World,
    challenge::POLL_AFTER,
    proof::{Way, check, check_own},
};
use crate::{act::Act, enrolled::EnrolledFactor, masked::Masked};

const LIFETIME: Duration = Duration::from_mins(5);

/// An enrollment. It is forgotten with its factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningEnrollment {
    /// What the handle holds.
    pub id: String,
    /// Whose.
    pub user: UserId,
    /// Which factor; it is pending.
    pub factor: FactorId,
    /// What completes it, where that was sent.
    pub expected: Option<Masked>,
    /// When it ends.
    pub ends: Timestamp,
    /// What the user's device said.
    pub answer: Answer,
}

impl World {
    /// Starts a new factor. `Invalid` where the tenant does not offer the type, `Conflict` where the user has it.
    pub fn enroll(&mut self, user: &UserId, request: &EnrollRequest, act: &Act) -> Result<Enrollment> {
        self.present(user)?;
        let offer = self.offer_for(request)?;
        let factor = self.new_factor(&offer, request, act)?;
        self.refuse_twin(user, &factor)?;
        self.note(user, Operation::Enroll, Some((&factor.id, &factor.factor_type())), act);
        let running = self.start(user, &factor, request.lifetime, act);
        let (way, key) = (Way::of(&factor.kind), factor.secret.clone());
        let active = factor.status == FactorStatus::Active;
        self.person_mut(user)?.factors.push(factor);
        if active {
            self.complete_family(user, &running.factor, act.at)?;
            return Ok(told(&running, None, None, act));
        }
        Ok(told(&running, Some(way), key.filter(|_| way == Way::Shown), act))
    }

    /// Sends what completes the enrollment once more. `Conflict` where nothing is sent.
    pub fn resend(&mut self, user: &UserId, handle: &EnrollmentHandle, act: &Act) -> Result<Enrollment> {
        let old = self.open_enrollment(user, handle)?;
        let factor = self.own_factor(user, &old.factor)?.clone();
        let way = Way::of(&factor.kind);
        if way != Way::Sent {
            return Err(Error::new(ErrorKind::Conflict, "nothing is sent for this kind of factor"));
        }
        self.enrollments.retain(|running| running.id != old.id);
        let running = self.start(user, &factor, None, act);
        Ok(told(&running, Some(way), None, act))
    }

    /// How far an enrollment is. One that was completed stays so for as long as its factor is there.
    pub fn poll_enrollment(&mut self, user: &UserId, handle: &EnrollmentHandle, act: &Act) -> Result<Activation> {
        let running = self.enrollment(user, handle)?.clone();
        if self.is_active(&running) {
            return Ok(Activation::Active(running.factor));
        }
        match running.answer {
            Answer::Yes => self.finish(user, running.factor, None, act),
            Answer::No => Ok(Activation::Refused),
            Answer::None if act.at >= running.ends => Ok(Activation::Expired),
            Answer::None => Ok(Activation::Waiting { poll_after: Some(POLL_AFTER) }),
        }
    }

    /// Completes an enrollment with a proof. A wrong one is `WrongProof` and may be tried again; `Conflict` where the
    /// factor is active already.
    pub fn activate(
        &mut self,
        user: &UserId,
        handle: &EnrollmentHandle,
        proof: &Proof,
        act: &Act,
    ) -> Result<Activation> {
        let running = self.open_enrollment(user, handle)?;
        if act.at >= running.ends {
            return Ok(Activation::Expired);
        }
        let factor = self.own_factor(user, &running.factor)?;
        let spent = match (&running.expected, Way::of(&factor.kind)) {
            (Some(expected), _) => check(expected, proof).map(|()| None)?,
            (None, Way::Shown) => check_own(factor, proof, act.at)?,
            (None, _) => return self.poll_enrollment(user, handle, act),
        };
        self.finish(user, running.factor, spent, act)
    }

    /// The enrollment that a pending factor waits for.
    pub fn enrollment_of(&self, user: &UserId, factor: &FactorId) -> Option<&RunningEnrollment> {
        let mine = |running: &&RunningEnrollment| running.user == *user && running.factor == *factor;
        self.enrollments.iter().find(mine).filter(|running| !self.is_active(running))
    }

    fn enrollment(&self, user: &UserId, handle: &EnrollmentHandle) -> Result<&RunningEnrollment> {
        let mine = |running: &&RunningEnrollment| running.user == *user && running.id == handle.unpack();
        let missing = || Error::new(ErrorKind::NotFound, "no such enrollment is running");
        self.enrollments.iter().find(mine).ok_or_else(missing)
    }

    /// An enrollment that is not completed.
    fn open_enrollment(&self, user: &UserId, handle: &EnrollmentHandle) -> Result<RunningEnrollment> {
        let running = self.enrollment(user, handle)?;
        if self.is_active(running) {
            return Err(Error::new(ErrorKind::Conflict, "the factor is active already"));
        }
        Ok(running.clone())
    }

    fn is_active(&self, running: &RunningEnrollment) -> bool {
        let factor = self.own_factor(&running.user, &running.factor);
        factor.is_ok_and(|factor| factor.status == FactorStatus::Active)
    }

    /// Notes that an enrollment runs and, unless the factor is active already, sends what completes it.
    fn start(
        &mut self,
        user: &UserId,
        factor: &EnrolledFactor,
        lifetime: Option<Duration>,
        act: &Act,
    ) -> RunningEnrollment {
        let pending = factor.status == FactorStatus::Pending;
        let sends = pending && matches!(Way::of(&factor.kind), Way::Sent | Way::Signed);
        let expected = sends.then(|| self.send_code(user, &factor.id, factor.destination.clone(), act.at));
        let running = RunningEnrollment {
            id: self.ids.next("enrollment"),
            user: user.clone(),
            factor: factor.id.clone(),
            expected,
            ends: act.at + lifetime.unwrap_or(LIFETIME),
            answer: Answer::None,
        };
        self.enrollments.push(running.clone());
        running
    }

    fn finish(&mut self, user: &UserId, id: FactorId, spent: Option<Masked>, act: &Act) -> Result<Activation> {
        let factor = self.own_factor_mut(user, &id)?;
        factor.status = FactorStatus::Active;
        factor.last_updated = Some(act.at);
        factor.spent = spent;
        let factor_type = factor.factor_type();
        self.note(user, Operation::Activate, Some((&id, &factor_type)), act);
        self.complete_family(user, &id, act.at)?;
        Ok(Activation::Active(id))
    }
}

/// The enrollment as the caller learns it. Without a way to prove it, the factor is active.
fn told(running: &RunningEnrollment, way: Option<Way>, key: Option<Masked>, act: &Act) -> Enrollment {
    let expects = way.map_or(Expects::Nothing, Way::expects);
    let secret = key.map(|key| EnrollmentSecret {
        secret: Some(SecretString::from(key.reveal())),
        address: Some(SecretString::from(format!("otpauth://totp/{}?secret={}", running.user, key.reveal()))),
    });
    Enrollment {
        handle: EnrollmentHandle::pack(running.id.clone()),
        factor: Some(running.factor.clone()),
        active: way.is_none(),
        expects,
        secret,
        expires_at: way.map(|_| running.ends),
        poll_after: (expects == Expects::Approval).then_some(POLL_AFTER),
        request_id: act.request_id.clone(),
    }
}
