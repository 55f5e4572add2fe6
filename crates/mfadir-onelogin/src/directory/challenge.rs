//! Factors that are asked: which version does what.

use mfadir_core::{
    Asked, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, FactorId, Proof, Result, UserId, Verification,
};

use super::{client::Client, enrollment::no_templates};
use crate::config::Api;

impl Client {
    pub(super) async fn challenge(
        &self,
        user: &UserId,
        factor: &FactorId,
        request: &ChallengeRequest,
    ) -> Result<Challenge> {
        if request.template.is_some() {
            return Err(no_templates());
        }
        match self.api {
            Api::V1 => self.trigger(user, factor, request).await,
            Api::V2 => self.begin_verification(user, factor, request).await,
        }
    }

    pub(super) async fn poll(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<ChallengeState> {
        match self.api {
            Api::V1 => self.poll_device(user, challenge).await,
            Api::V2 => self.verification(user, challenge).await,
        }
    }

    pub(super) async fn verify(&self, user: &UserId, asked: &Asked, proof: &Proof) -> Result<Verification> {
        match (self.api, asked) {
            (Api::V1, Asked::Challenge(challenge)) => self.answer_trigger(user, challenge, proof).await,
            (Api::V1, Asked::Factor(factor)) => self.verify_device(user, factor, proof).await,
            (Api::V2, Asked::Challenge(challenge)) => self.answer_verification(user, challenge, proof).await,
            (Api::V2, Asked::Factor(factor)) => self.verify_without_challenge(user, factor, proof).await,
        }
    }
}
