//! New factors: which version does what.

use mfadir_core::{
    Activation, EnrollRequest, Enrollment, EnrollmentHandle, Error, ErrorKind, Operation, Proof, Result, UserId,
};

use super::client::Client;
use crate::config::Api;

impl Client {
    pub(super) async fn enroll(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        if request.template.is_some() {
            return Err(no_templates());
        }
        match self.api {
            Api::V1 => self.enroll_phone(user, request).await,
            Api::V2 => self.register(user, request).await,
        }
    }

    pub(super) async fn poll_enrollment(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Activation> {
        match self.api {
            Api::V1 => Err(Error::unsupported(Operation::PollEnrollment)),
            Api::V2 => self.registration(user, enrollment).await,
        }
    }

    pub(super) async fn activate(
        &self,
        user: &UserId,
        enrollment: &EnrollmentHandle,
        proof: &Proof,
    ) -> Result<Activation> {
        match self.api {
            Api::V1 => self.activate_device(user, enrollment, proof).await,
            Api::V2 => self.complete_registration(user, enrollment, proof).await,
        }
    }

    pub(super) async fn resend(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Enrollment> {
        match self.api {
            Api::V1 => self.trigger_again(user, enrollment).await,
            Api::V2 => Err(Error::unsupported(Operation::Resend)),
        }
    }
}

/// OneLogin's messages are texts of the account's settings.
pub(super) fn no_templates() -> Error {
    Error::new(ErrorKind::Invalid, "OneLogin has no templates of messages to choose from")
}
