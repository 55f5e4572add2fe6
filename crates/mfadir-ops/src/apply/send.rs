//! The only place that sends a write to a provider.
#![expect(clippy::disallowed_methods, reason = "here is where writes are sent")]

use mfadir_core::{
    Activation, Asked, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, CodeRequest, Done, EnrollRequest,
    Enrollment, EnrollmentHandle, FactorId, MfaDirectory, Operation, Proof, RemoveOptions, ResetOptions, Result,
    SessionOptions, TemporaryCode, UserId, Verification,
};

/// A write of a plan.
#[derive(Clone, Copy, Debug)]
pub(super) enum Write<'a> {
    Remove(&'a FactorId, &'a RemoveOptions),
    Reset,
    Unlock,
}

impl Write<'_> {
    pub(super) fn operation(self) -> Operation {
        match self {
            Self::Remove(..) => Operation::Remove,
            Self::Reset => Operation::Reset,
            Self::Unlock => Operation::Unlock,
        }
    }

    pub(super) async fn send(self, directory: &dyn MfaDirectory, user: &UserId) -> Result<Done> {
        match self {
            Self::Remove(factor, options) => directory.remove(user, factor, options).await,
            Self::Reset => directory.reset(user, &ResetOptions::default()).await,
            Self::Unlock => directory.unlock(user).await,
        }
    }
}

/// One person of a directory, as the writes of a factor's life are sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Door<'a> {
    pub(crate) directory: &'a dyn MfaDirectory,
    pub(crate) user: &'a UserId,
}

impl Door<'_> {
    pub(crate) async fn enroll(&self, request: &EnrollRequest) -> Result<Enrollment> {
        self.directory.enroll(self.user, request).await
    }

    pub(crate) async fn poll_enrollment(&self, handle: &EnrollmentHandle) -> Result<Activation> {
        self.directory.poll_enrollment(self.user, handle).await
    }

    pub(crate) async fn activate(&self, handle: &EnrollmentHandle, proof: &Proof) -> Result<Activation> {
        self.directory.activate(self.user, handle, proof).await
    }

    pub(crate) async fn resend(&self, handle: &EnrollmentHandle) -> Result<Enrollment> {
        self.directory.resend(self.user, handle).await
    }

    pub(crate) async fn challenge(&self, factor: &FactorId, request: &ChallengeRequest) -> Result<Challenge> {
        self.directory.challenge(self.user, factor, request).await
    }

    pub(crate) async fn poll(&self, handle: &ChallengeHandle) -> Result<ChallengeState> {
        self.directory.poll(self.user, handle).await
    }

    pub(crate) async fn verify(&self, asked: &Asked, proof: &Proof) -> Result<Verification> {
        self.directory.verify(self.user, asked, proof).await
    }

    pub(crate) async fn cancel(&self, handle: &ChallengeHandle) -> Result<Done> {
        self.directory.cancel(self.user, handle).await
    }

    pub(crate) async fn temporary_code(&self, request: &CodeRequest) -> Result<TemporaryCode> {
        self.directory.temporary_code(self.user, request).await
    }

    pub(crate) async fn end_sessions(&self, options: &SessionOptions) -> Result<Done> {
        self.directory.end_sessions(self.user, options).await
    }

    pub(crate) async fn revoke_code(&self, code: &FactorId) -> Result<Done> {
        self.directory.revoke_code(self.user, code).await
    }
}
