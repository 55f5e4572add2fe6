//! What proves something: enrollments, challenges, proofs and codes, and the results of writes.

mod challenge;
mod code;
mod done;
mod enrollment;
mod handle;

pub use challenge::{
    Asked, Challenge, ChallengeRequest, ChallengeState, Expects, Proof, Question, Requester, Verification,
};
pub use code::{CodeRequest, TemporaryCode};
pub use done::{Done, RemoveOptions, ResetOptions, SessionOptions};
pub use enrollment::{Activation, EnrollRequest, EnrollWith, Enrollment, EnrollmentSecret};
pub use handle::{ChallengeHandle, EnrollmentHandle};
