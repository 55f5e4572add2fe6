//! Challenges of version 1, and what answers them.

use mfadir_core::{
    Applied, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, Error, ErrorKind, Expects, FactorId, Kind,
    Proof, Result, Retry, UserId, Verification,
};
use mfadir_http::Response;

use super::device::Sent;
use crate::{
    directory::{
        client::Client,
        lifetime::POLL_AFTER,
        proof::{code, wrong},
    },
    handle::{Held, Triggered},
    wire::Progress,
};

impl Client {
    pub(in crate::directory) async fn trigger(
        &self,
        user: &UserId,
        factor: &FactorId,
        request: &ChallengeRequest,
    ) -> Result<Challenge> {
        let Sent { row, state, response } = self.send_trigger(user, factor.as_str(), request.lifetime).await?;
        let tap = row.factor_type().kind == Kind::Push;
        let state = Triggered { tap, ..state };
        Ok(Challenge {
            handle: ChallengeHandle::pack(state.pack()),
            factor: factor.clone(),
            expects: if tap { Expects::Approval } else { Expects::Code },
            number_to_match: None,
            prompt: None,
            to_sign: None,
            expires_at: state.ends,
            poll_after: tap.then_some(POLL_AFTER),
            request_id: response.request_id(),
        })
    }

    /// Asks by handing in the state token alone. That is a write: the answer that says yes also uses the token up.
    pub(in crate::directory) async fn poll_device(
        &self,
        user: &UserId,
        challenge: &ChallengeHandle,
    ) -> Result<ChallengeState> {
        let state = Triggered::unpack(challenge.unpack(), user)?;
        if !state.tap {
            return Err(Error::new(ErrorKind::Conflict, "a code answers this challenge, and nothing else does")
                .with_hint("hand in the code that was sent"));
        }
        match self.send_verify(&state, None).await {
            Ok((answered, response)) => Ok(match answered.progress {
                Progress::Pending => ChallengeState::Waiting { poll_after: Some(POLL_AFTER) },
                Progress::Accepted => ChallengeState::Approved(verification(&state, &response)),
                Progress::Rejected => ChallengeState::Denied,
            }),
            Err(error) => refused(error),
        }
    }

    pub(in crate::directory) async fn answer_trigger(
        &self,
        user: &UserId,
        challenge: &ChallengeHandle,
        proof: &Proof,
    ) -> Result<Verification> {
        self.hand_in(&Triggered::unpack(challenge.unpack(), user)?, proof).await
    }

    /// A code that needs no trigger: an app's, a key's, or a temporary one.
    pub(in crate::directory) async fn verify_device(
        &self,
        user: &UserId,
        factor: &FactorId,
        proof: &Proof,
    ) -> Result<Verification> {
        let device = factor.to_string();
        let state = Triggered { user: user.clone(), device, state_token: None, ends: None, tap: false };
        self.hand_in(&state, proof).await
    }

    async fn hand_in(&self, state: &Triggered, proof: &Proof) -> Result<Verification> {
        let (answered, response) = self.send_verify(state, Some(code(proof)?)).await?;
        match answered.progress {
            Progress::Accepted => Ok(verification(state, &response)),
            Progress::Pending | Progress::Rejected => Err(wrong().with_request_id(response.request_id())),
        }
    }
}

fn verification(state: &Triggered, response: &Response) -> Verification {
    let factor = Some(state.device.as_str().into());
    Verification { factor, transaction: None, request_id: response.request_id() }
}

/// A poll that was refused. One whose answer was lost is not repeated: where that was a yes, the state token is used
/// up, and the next answer would look like a no.
fn refused(error: Error) -> Result<ChallengeState> {
    match error.kind() {
        ErrorKind::WrongProof => Ok(ChallengeState::Denied),
        ErrorKind::Expired => Ok(ChallengeState::Expired),
        _ if error.applied() == Applied::Perhaps => {
            Err(error.with_retry(Retry::Never).with_hint("the user's answer may be lost with it: ask the factor again"))
        }
        _ => Err(error),
    }
}
