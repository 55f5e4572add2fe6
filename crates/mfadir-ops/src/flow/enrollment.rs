//! From the start of a new factor to the proof that completes it.

use mfadir_core::{
    Activation, EnrollRequest, Enrollment, EnrollmentHandle, Factor, FactorId, FactorStatus, FactorType, Operation,
    Proof,
};

use super::{Act, Pace, wait::Wait};
use crate::{
    apply::{About, Trail},
    once::Once,
    permit::Permit,
    progress::Progress,
    tools::Tools,
};

/// An enrollment that is not completed: where it goes on, and which factor it is of.
#[derive(Clone, Debug)]
pub struct OpenEnrollment {
    /// How to go on.
    pub handle: EnrollmentHandle,
    /// What it will be.
    pub factor_type: FactorType,
    /// Its id, where the provider has given one.
    pub factor: Option<FactorId>,
}

impl OpenEnrollment {
    fn about(&self) -> About {
        let factors = self.factor.iter().map(|id| (id.clone(), self.factor_type.clone())).collect();
        About { factors, makes: self.factor.is_none().then(|| self.factor_type.clone()) }
    }

    /// Whether a listed factor is the completed one: it has the id, or it has the type and was not active before.
    fn is_shown_by(&self, permit: &Permit, factor: &Factor) -> bool {
        let was_active = permit.before.iter().any(|before| before.id == factor.id && before.status == factor.status);
        let meant = match &self.factor {
            Some(id) => factor.id == *id,
            None => self.factor_type.covers(&factor.factor_type) && !was_active,
        };
        meant && factor.status == FactorStatus::Active
    }
}

/// Starts a new factor. Where the answer is lost, a listed factor of the type that was not there before tells that it
/// happened.
pub async fn enroll(tools: &Tools<'_>, permit: &Permit, request: &EnrollRequest) -> Once<Enrollment> {
    let about = About { factors: Vec::new(), makes: Some(request.factor_type.clone()) };
    let trail =
        |enrollment: &Enrollment| Trail { request_id: enrollment.request_id.clone(), made: enrollment.factor.clone() };
    let act = Act { tools, permit, operation: Operation::Enroll, about };
    let answer = act.once(act.door().enroll(request), trail).await;
    act.look_back(answer, |factor| {
        let is_new = permit.before.iter().all(|before| before.id != factor.id || before.status != factor.status);
        is_new && request.factor_type.covers(&factor.factor_type)
    })
    .await
}

/// Completes an enrollment with a proof. A wrong one is `WrongProof`.
pub async fn activate(
    tools: &Tools<'_>,
    permit: &Permit,
    enrollment: &OpenEnrollment,
    proof: &Proof,
) -> Once<Activation> {
    let act = Act { tools, permit, operation: Operation::Activate, about: enrollment.about() };
    let answer = act.once(act.door().activate(&enrollment.handle, proof), trail).await;
    act.look_back(answer, |factor| enrollment.is_shown_by(permit, factor)).await
}

/// Sends again what completes the enrollment. Nothing that can be read tells whether it was sent.
pub async fn resend(tools: &Tools<'_>, permit: &Permit, enrollment: &OpenEnrollment) -> Once<Enrollment> {
    let act = Act { tools, permit, operation: Operation::Resend, about: enrollment.about() };
    let trail = |again: &Enrollment| Trail { request_id: again.request_id.clone(), made: None };
    act.once(act.door().resend(&enrollment.handle), trail).await.without_trace()
}

/// Polls until the user has completed the enrollment elsewhere, or its time or the operator's patience is over: then
/// it is [`Activation::Expired`], or still [`Activation::Waiting`]. The wait is recorded as one act.
pub async fn await_enrollment(
    tools: &Tools<'_>,
    permit: &Permit,
    enrollment: &OpenEnrollment,
    pace: Pace,
    progress: &dyn Progress,
) -> Once<Activation> {
    let act = Act { tools, permit, operation: Operation::PollEnrollment, about: enrollment.about() };
    let door = act.door();
    let wait = Wait::begin(tools.clock, progress, act.operation, &pace);
    let again = |state: &Activation| match state {
        Activation::Waiting { poll_after } => Some(*poll_after),
        _ => None,
    };
    let polled = wait.poll(pace.poll_after, || Box::pin(door.poll_enrollment(&enrollment.handle)), again);
    let ended = act.once(polled, trail).await.repeatable();
    ended.map(|state| match state {
        Activation::Waiting { .. } if pace.is_over(tools.clock.now()) => Activation::Expired,
        state => state,
    })
}

fn trail(state: &Activation) -> Trail {
    match state {
        Activation::Active(factor) => Trail { request_id: None, made: Some(factor.clone()) },
        _ => Trail::default(),
    }
}
