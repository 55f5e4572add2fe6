//! What the world refuses in the life of a factor, as Okta words it.

use axum::http::StatusCode;
use mfadir_core::{Error, ErrorKind, Kind};
use mfadir_memory::Reason;

use super::refusal::Refusal;

/// A proof or a message that was refused, about a factor of this kind.
pub(super) fn objection(error: &Error, kind: &Kind, id: &str) -> Refusal {
    match (Reason::of(error), error.kind()) {
        (Some(Reason::Used), _) => used(),
        (Some(Reason::OutsideWindow), _) | (None, ErrorKind::Expired) => late(),
        (Some(Reason::TooEarly), _) => too_early(kind),
        (Some(Reason::TooMany), _) => Refusal::too_many(),
        (_, ErrorKind::WrongProof) => wrong(),
        (_, ErrorKind::Locked) => forbidden("E0000069", "User Locked"),
        (_, ErrorKind::Conflict) => wrong_state(),
        (_, ErrorKind::Invalid) => Refusal::invalid("factorVerifyRequest", "The proof is not one of this factor."),
        _ => Refusal::of(error, id, "UserFactor"),
    }
}

/// An enrollment that was refused.
pub(super) fn not_enrolled(error: &Error, kind: &Kind, user: &str) -> Refusal {
    let cause = match (Reason::of(error), error.kind(), kind) {
        (Some(Reason::TooEarly), ..) => return too_early(kind),
        (Some(Reason::OtherNumber), ..) => "There is an existing verified phone number.",
        (_, ErrorKind::NotFound, _) => return Refusal::missing(user, "User"),
        (_, ErrorKind::WrongProof, _) => return objection(error, kind, user),
        (_, ErrorKind::Conflict, Kind::Push) => "Maximum number of enrollments reached for factorType push.",
        (_, ErrorKind::Conflict, _) => "A factor of this type is already set up.",
        _ => "This factor cannot be enrolled with what was given.",
    };
    not_possible(cause)
}

pub(super) fn not_possible(cause: &str) -> Refusal {
    Refusal::invalid("factorEnrollRequest", cause)
}

pub(super) fn wrong() -> Refusal {
    forbidden("E0000068", "Invalid Passcode/Answer")
        .because("Your passcode doesn't match our records. Please try again.")
}

pub(super) fn late() -> Refusal {
    forbidden("E0000083", "PassCode is valid but exceeded time window.")
}

pub(super) fn bad_phone() -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "E0000098", "This phone number is invalid.")
}

/// What only the newer engine has.
pub(super) fn not_enabled() -> Refusal {
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        "E0000015",
        "You do not have permission to access the feature you are requesting",
    )
}

fn used() -> Refusal {
    forbidden("E0000082", "Each code can only be used once. Please wait for a new code and try again.")
}

fn wrong_state() -> Refusal {
    forbidden("E0000107", "The entity is not in the expected state for the requested transition.")
}

fn too_early(kind: &Kind) -> Refusal {
    let (code, summary) = match kind {
        Kind::Voice => ("E0000133", "A phone call was recently made. Please wait 30 seconds before trying again."),
        Kind::Email => ("E0000118", "An email was recently sent. Please wait 5 seconds before trying again."),
        _ => ("E0000109", "An SMS message was recently sent. Please wait 30 seconds before trying again."),
    };
    Refusal::new(StatusCode::TOO_MANY_REQUESTS, code, summary)
}

fn forbidden(code: &'static str, summary: &str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, code, summary)
}
