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
    attempts::Try,
    challenge::POLL_AFTER,
    proof::{Spent, Way, check, check_own, to_sign},
};
use crate::{act::Act, enrolled::EnrolledFactor, masked::Masked};

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
    /// Whether it takes the place of the user's other numbers.
    #[serde(default)]
    pub replaces: bool,
    /// Whether somebody was told that it ended without success.
    #[serde(default)]
    pub closed: bool,
}

impl World {
    /// Starts a new factor, in place of a pending one of the same type and destination. `Invalid` where the tenant does
    /// not offer the type, `Conflict` where the user has it.
    pub fn enroll(&mut self, user: &UserId, request: &EnrollRequest, act: &Act) -> Result<Enrollment> {
        self.present(user)?;
        let offer = self.offer_for(request)?;
        let factor = self.new_factor(user, &offer, request, act)?;
        self.refuse_twin(user, &factor, request)?;
        let running = self.start(user, &factor, request.lifetime, act)?;
        self.drop_pending_twin(user, &factor)?;
        self.note(user, Operation::Enroll, Some((&factor.id, &factor.factor_type())), act);
        let (way, key) = (Way::of(&factor.kind), factor.secret.clone());
        let active = factor.status == FactorStatus::Active;
        self.person_mut(user)?.factors.push(factor);
        self.open(running.clone(), super::furnishing::replaces(request));
        if active {
            self.finish(user, running.factor.clone(), Spent::default(), act)?;
            return Ok(told(&running, None, None, act));
        }
        Ok(told(&running, Some(way), key.filter(|_| way.has_key()), act))
    }

    /// Sends what completes the enrollment once more. `Conflict` where nothing is sent, `Throttled` where that was done
    /// a moment ago or too often.
    pub fn resend(&mut self, user: &UserId, handle: &EnrollmentHandle, act: &Act) -> Result<Enrollment> {
        let old = self.open_enrollment(user, handle)?;
        if Way::of(&self.own_factor(user, &old.factor)?.kind) != Way::Sent {
            return Err(Error::new(ErrorKind::Conflict, "nothing is sent for this kind of factor"));
        }
        self.within_limit(user, Try::Activation, act.at)?;
        self.within_limit(user, Try::Resend, act.at)?;
        let renewed = self.renew(user, &old.factor, act)?;
        self.count(user, Try::Resend, act)?;
        let factor_type = self.own_factor(user, &old.factor)?.factor_type();
        self.note(user, Operation::Resend, Some((&old.factor, &factor_type)), act);
        Ok(renewed)
    }

    /// Begins the enrollment of a pending factor anew, whatever became of the last one.
    pub fn renew(&mut self, user: &UserId, factor: &FactorId, act: &Act) -> Result<Enrollment> {
        let factor = self.own_factor(user, factor)?.clone();
        let replaces = self.enrollment_of(user, &factor.id).is_some_and(|old| old.replaces);
        let running = self.start(user, &factor, None, act)?;
        self.enrollments.retain(|old| old.user != *user || old.factor != factor.id);
        self.open(running.clone(), replaces);
        let way = Way::of(&factor.kind);
        Ok(told(&running, Some(way), factor.secret.filter(|_| way.has_key()), act))
    }

    /// The same, for so long and no longer.
    pub fn renew_for(&mut self, user: &UserId, factor: &FactorId, lifetime: Duration, act: &Act) -> Result<Enrollment> {
        let renewed = self.renew(user, factor, act)?;
        let ends = act.at + lifetime;
        self.enrollments.iter_mut().filter(|own| own.id == renewed.handle.unpack()).for_each(|own| own.ends = ends);
        Ok(Enrollment { expires_at: Some(ends), ..renewed })
    }

    /// How far an enrollment is. One that was completed stays so for as long as its factor is there.
    pub fn poll_enrollment(&mut self, user: &UserId, handle: &EnrollmentHandle, act: &Act) -> Result<Activation> {
        let running = self.enrollment(user, handle)?.clone();
        if self.is_active(&running) {
            return Ok(Activation::Active(running.factor));
        }
        match running.answer {
            Answer::Yes => self.finish(user, running.factor, Spent::default(), act),
            Answer::No => Ok(self.close(&running, Activation::Refused)),
            Answer::None if act.at >= running.ends => Ok(self.close(&running, Activation::Expired)),
            Answer::None => Ok(Activation::Waiting { poll_after: Some(POLL_AFTER) }),
        }
    }

    /// Completes an enrollment with a proof. A wrong one is `WrongProof` and may be tried again, as often as the rules
    /// say; `Conflict` where the factor is active already.
    pub fn activate(
        &mut self,
        user: &UserId,
        handle: &EnrollmentHandle,
        proof: &Proof,
        act: &Act,
    ) -> Result<Activation> {
        let running = self.open_enrollment(user, handle)?;
        if act.at >= running.ends {
            return Ok(self.close(&running, Activation::Expired));
        }
        self.within_limit(user, Try::Activation, act.at)?;
        let factor = self.own_factor(user, &running.factor)?;
        let factor_type = factor.factor_type();
        let spent = match (&running.expected, Way::of(&factor.kind)) {
            (Some(expected), _) => check(expected, proof).map(|()| Spent::default()),
            (None, Way::Tap) => return self.poll_enrollment(user, handle, act),
            (None, _) => check_own(factor, proof, act.at, self.rules.window),
        };
        let spent = self.judged(user, Try::Activation, Some((&running.factor, &factor_type)), spent, act)?;
        self.finish(user, running.factor, spent, act)
    }

    /// The enrollment that a pending factor waits for.
    pub fn enrollment_of(&self, user: &UserId, factor: &FactorId) -> Option<&RunningEnrollment> {
        let mine = |running: &&RunningEnrollment| running.user == *user && running.factor == *factor;
        self.enrollments.iter().find(mine).filter(|running| !self.is_active(running))
    }

    /// An enrollment by what its handle holds.
    pub fn enrollment_named(&self, user: &UserId, id: &str) -> Option<&RunningEnrollment> {
        self.enrollments.iter().find(|running| running.user == *user && running.id == id)
    }

    /// An enrollment, completed or not.
    pub fn enrollment(&self, user: &UserId, handle: &EnrollmentHandle) -> Result<&RunningEnrollment> {
        let missing = || Error::new(ErrorKind::NotFound, "no such enrollment is running");
        self.enrollment_named(user, handle.unpack()).ok_or_else(missing)
    }

    /// An enrollment that is not completed.
    pub(super) fn open_enrollment(&self, user: &UserId, handle: &EnrollmentHandle) -> Result<RunningEnrollment> {
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

    /// An enrollment that begins now and, unless the factor is active already, what completes it on its way.
    fn start(
        &mut self,
        user: &UserId,
        factor: &EnrolledFactor,
        lifetime: Option<Duration>,
        act: &Act,
    ) -> Result<RunningEnrollment> {
        let pending = factor.status == FactorStatus::Pending;
        let expected = if pending { self.sent_for(user, factor, act.at)? } else { None };
        Ok(RunningEnrollment {
            id: self.ids.next("enrollment"),
            user: user.clone(),
            factor: factor.id.clone(),
            expected,
            ends: act.at + lifetime.unwrap_or_else(|| self.rules.lifetime(&factor.kind)),
            answer: Answer::None,
            replaces: false,
            closed: false,
        })
    }

    fn open(&mut self, running: RunningEnrollment, replaces: bool) {
        self.enrollments.push(RunningEnrollment { replaces, ..running });
    }

    fn close(&mut self, running: &RunningEnrollment, end: Activation) -> Activation {
        let mut same = self.enrollments.iter_mut().filter(|other| other.id == running.id);
        if let Some(running) = same.next() {
            running.closed = true;
        }
        end
    }

    pub(super) fn finish(&mut self, user: &UserId, id: FactorId, spent: Spent, act: &Act) -> Result<Activation> {
        let factor = self.own_factor_mut(user, &id)?;
        factor.status = FactorStatus::Active;
        factor.last_updated = Some(act.at);
        spent.leave(factor);
        let factor = factor.clone();
        self.note(user, Operation::Activate, Some((&id, &factor.factor_type())), act);
        self.complete_family(user, &id, act)?;
        self.complete_device(user, &factor, act)?;
        self.drop_replaced(user, &factor)?;
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
        to_sign: to_sign(expects, running.expected.as_ref()),
        expires_at: way.map(|_| running.ends),
        poll_after: (expects == Expects::Approval).then_some(POLL_AFTER),
        request_id: act.request_id.clone(),
    }
}
