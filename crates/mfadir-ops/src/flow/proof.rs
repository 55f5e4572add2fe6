//! Asking a factor, and the answer.

use jiff::Timestamp;
use mfadir_core::{
    Asked, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, Done, Factor, Operation, Proof, Verification,
};

use super::{Act, Pace, wait::Wait};
use crate::{
    apply::{About, Trail},
    once::Once,
    permit::Permit,
    progress::Progress,
    tools::Tools,
};

fn about(factor: &Factor) -> About {
    About { factors: vec![(factor.id.clone(), factor.factor_type.clone())], makes: None }
}

/// Asks a factor. Nothing that can be read tells whether it was asked; the user can.
pub async fn challenge(
    tools: &Tools<'_>,
    permit: &Permit,
    factor: &Factor,
    request: &ChallengeRequest,
) -> Once<Challenge> {
    let act = Act { tools, permit, operation: Operation::Challenge, about: about(factor) };
    let trail = |challenge: &Challenge| Trail { request_id: challenge.request_id.clone(), made: None };
    act.once(act.door().challenge(&factor.id, request), trail).await.without_trace()
}

/// Polls until the user has answered, or the challenge's time or the operator's patience is over: then it is
/// [`ChallengeState::Expired`], or still [`ChallengeState::Waiting`]. The wait is recorded as one act.
pub async fn await_answer(
    tools: &Tools<'_>,
    permit: &Permit,
    factor: &Factor,
    handle: &ChallengeHandle,
    pace: Pace,
    progress: &dyn Progress,
) -> Once<ChallengeState> {
    let act = Act { tools, permit, operation: Operation::Poll, about: about(factor) };
    let door = act.door();
    let wait = Wait::begin(tools.clock, progress, act.operation, &pace);
    let again = |state: &ChallengeState| match state {
        ChallengeState::Waiting { poll_after } => Some(*poll_after),
        _ => None,
    };
    let polled = wait.poll(pace.poll_after, || Box::pin(door.poll(handle)), again);
    let ended = act.once(polled, approved).await.repeatable();
    ended.map(|state| match state {
        ChallengeState::Waiting { .. } if pace.is_over(tools.clock.now()) => ChallengeState::Expired,
        state => state,
    })
}

/// Hands in a proof. A wrong one is `WrongProof`. Where the answer is lost, the time of the factor's last use tells.
pub async fn verify(
    tools: &Tools<'_>,
    permit: &Permit,
    factor: &Factor,
    asked: &Asked,
    proof: &Proof,
) -> Once<Verification> {
    let act = Act { tools, permit, operation: Operation::Verify, about: about(factor) };
    let answer = act.once(act.door().verify(asked, proof), accepted).await;
    let before = factor.last_verified;
    act.look_back(answer, |now| now.id == factor.id && is_later(now.last_verified, before)).await
}

/// Takes a challenge back.
pub async fn cancel(tools: &Tools<'_>, permit: &Permit, factor: &Factor, handle: &ChallengeHandle) -> Once<Done> {
    let act = Act { tools, permit, operation: Operation::Cancel, about: about(factor) };
    let trail = |done: &Done| Trail { request_id: done.request_id.clone(), made: None };
    act.once(act.door().cancel(handle), trail).await.repeatable()
}

fn is_later(now: Option<Timestamp>, before: Option<Timestamp>) -> bool {
    now.is_some() && now > before
}

fn approved(state: &ChallengeState) -> Trail {
    match state {
        ChallengeState::Approved(verification) => accepted(verification),
        _ => Trail::default(),
    }
}

fn accepted(verification: &Verification) -> Trail {
    Trail { request_id: verification.request_id.clone(), made: None }
}
