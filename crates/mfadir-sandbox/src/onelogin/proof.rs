//! What becomes of a proof, before either version puts it into words.

use mfadir_core::Kind;
use mfadir_core::{
    Activation, Asked, ChallengeHandle, ChallengeState, EnrollmentHandle, ErrorKind, Proof, Result, UserId,
};
use mfadir_memory::{Act, EnrolledFactor, World};

/// How far a proof is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Accepted.
    Accepted,
    /// The user has not answered yet.
    Waiting,
    /// Wrong, denied or refused.
    Wrong,
    /// Too late.
    Late,
    /// Nothing of that name runs for this user.
    Unknown,
}

/// Hands in a code that a device shows; no challenge was sent.
pub(super) fn shown(world: &mut World, user: &UserId, factor: &EnrolledFactor, code: &str, act: &Act) -> Standing {
    let proof = Proof::Code(code.into());
    if factor.kind == Kind::Push {
        return judged(world.verify_app_code(user, &factor.id, &proof, act));
    }
    judged(world.verify(user, &Asked::Factor(factor.id.clone()), &proof, act))
}

/// Hands in a code for a challenge.
pub(super) fn answered(world: &mut World, user: &UserId, handle: &str, code: &str, act: &Act) -> Standing {
    let asked = Asked::Challenge(ChallengeHandle::pack(handle));
    judged(world.verify(user, &asked, &Proof::Code(code.into()), act))
}

/// How far a challenge is.
pub(super) fn challenge(world: &mut World, user: &UserId, handle: &str, act: &Act) -> Standing {
    match world.poll(user, &ChallengeHandle::pack(handle), act) {
        Ok(ChallengeState::Approved(_)) => Standing::Accepted,
        Ok(ChallengeState::Waiting { .. } | ChallengeState::Answered) => Standing::Waiting,
        Ok(ChallengeState::Expired) => Standing::Late,
        Ok(_) => Standing::Wrong,
        Err(error) => of_error(error.kind()),
    }
}

/// Hands in the code that completes an enrollment.
pub(super) fn activated(
    world: &mut World,
    user: &UserId,
    factor: &EnrolledFactor,
    handle: &str,
    code: &str,
    act: &Act,
) -> Standing {
    let (handle, proof) = (EnrollmentHandle::pack(handle), Proof::Code(code.into()));
    if factor.kind == Kind::Push {
        return activation(world.activate_app(user, &handle, &proof, act));
    }
    activation(world.activate(user, &handle, &proof, act))
}

/// How far an enrollment is.
pub(super) fn enrollment(world: &mut World, user: &UserId, handle: &str, act: &Act) -> Standing {
    activation(world.poll_enrollment(user, &EnrollmentHandle::pack(handle), act))
}

fn activation(answer: Result<Activation>) -> Standing {
    match answer {
        Ok(Activation::Active(_)) => Standing::Accepted,
        Ok(Activation::Waiting { .. }) => Standing::Waiting,
        Ok(Activation::Expired) => Standing::Late,
        Ok(_) => Standing::Wrong,
        Err(error) => of_error(error.kind()),
    }
}

fn judged<T>(answer: Result<T>) -> Standing {
    answer.map_or_else(|error| of_error(error.kind()), |_| Standing::Accepted)
}

fn of_error(kind: ErrorKind) -> Standing {
    match kind {
        ErrorKind::Expired => Standing::Late,
        ErrorKind::NotFound => Standing::Unknown,
        _ => Standing::Wrong,
    }
}
