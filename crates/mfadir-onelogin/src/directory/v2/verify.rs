//! Verifications: devices of version 2 that are asked.

use mfadir_core::{
    Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, ErrorKind, Expects, FactorId, Proof, Result, UserId,
    Verification,
};
use mfadir_http::{Request, Response};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::transaction::{ends, expires_in, is_over, number, path};
use crate::{
    directory::{
        client::Client,
        code::is_temporary,
        lifetime::{POLL_AFTER, RUNNING, USUAL, seconds},
        proof::{code, expired, wrong},
    },
    handle::{Held, Transaction},
    wire::{Answered, Progress, TransactionRow, answered},
};

const DUE: &str = "a verification";

impl Client {
    /// `POST verifications`.
    pub(in crate::directory) async fn begin_verification(
        &self,
        user: &UserId,
        factor: &FactorId,
        request: &ChallengeRequest,
    ) -> Result<Challenge> {
        let lasts = seconds(request.lifetime.unwrap_or(USUAL), &RUNNING, "a challenge")?;
        let body = json!({"device_id": number(factor.as_str())?, "expires_in": expires_in(lasts)});
        let ends = ends(self.clock.now(), lasts);
        let response = self.ask(Request::post(&path(user, "/verifications")?).json(body)).await?;
        let row = TransactionRow::read(&response, DUE)?;
        let (device, expects) = (Some(factor.to_string()), row.expects());
        let verification = Transaction { user: user.clone(), id: row.id.0.clone(), device, ends };
        Ok(Challenge {
            handle: ChallengeHandle::pack(verification.pack()),
            factor: factor.clone(),
            expects,
            number_to_match: row.number_to_key_in(),
            prompt: None,
            to_sign: None,
            expires_at: row.expires_at.or(Some(ends)),
            poll_after: (expects == Expects::Approval).then_some(POLL_AFTER),
            request_id: response.request_id(),
        })
    }

    /// `GET verifications/{id}`.
    pub(in crate::directory) async fn verification(
        &self,
        user: &UserId,
        challenge: &ChallengeHandle,
    ) -> Result<ChallengeState> {
        let verification = Transaction::unpack(challenge.unpack(), user)?;
        let path = path(user, "/verifications")?.segment(&verification.id)?;
        match self.about(&verification, Request::get(&path)).await {
            Ok((answered, response)) => Ok(self.state(verification, answered.progress, &response)),
            Err(error) if error.kind() == ErrorKind::Expired => Ok(ChallengeState::Expired),
            Err(error) => Err(error),
        }
    }

    /// The word for a verification that ended by itself is that for one that was denied.
    fn state(&self, verification: Transaction, progress: Progress, response: &Response) -> ChallengeState {
        let over = is_over(&verification, self.clock.now());
        match progress {
            Progress::Accepted => ChallengeState::Approved(accepted(verification, response)),
            Progress::Pending if !over => ChallengeState::Waiting { poll_after: Some(POLL_AFTER) },
            Progress::Rejected if !over => ChallengeState::Denied,
            Progress::Pending | Progress::Rejected => ChallengeState::Expired,
        }
    }

    /// `PUT verifications/{id}` with the code. The device is named too: without it a code of an app is not taken.
    pub(in crate::directory) async fn answer_verification(
        &self,
        user: &UserId,
        challenge: &ChallengeHandle,
        proof: &Proof,
    ) -> Result<Verification> {
        let verification = Transaction::unpack(challenge.unpack(), user)?;
        let code = code(proof)?;
        let mut body = json!({"otp": code.expose_secret()});
        if let Some(device) = &verification.device {
            body["device_id"] = number(device)?;
        }
        let path = path(user, "/verifications")?.segment(&verification.id)?;
        let put = Request::put(&path).json(body).hiding(code);
        let (answered, response) = self.about(&verification, put).await?;
        match answered.progress {
            Progress::Accepted => Ok(accepted(verification, &response)),
            _ if is_over(&verification, self.clock.now()) => Err(expired().with_request_id(response.request_id())),
            Progress::Rejected => Err(wrong().with_hint("the challenge is over: ask the factor again")),
            Progress::Pending => Err(wrong()),
        }
    }

    /// `POST verifications/`, with the code of a device that needs no challenge, or a temporary one.
    pub(in crate::directory) async fn verify_without_challenge(
        &self,
        user: &UserId,
        factor: &FactorId,
        proof: &Proof,
    ) -> Result<Verification> {
        let device = if is_temporary(factor) { Value::from(factor.as_str()) } else { number(factor.as_str())? };
        let code = code(proof)?;
        let body = json!({"otp": code.expose_secret(), "device_id": device});
        let post = Request::post(&path(user, "/verifications/")?).json(body).hiding(code);
        let response = self.ask_with_proof(post).await?;
        match answered(&response)? {
            Answered { progress: Progress::Accepted, .. } => {
                Ok(Verification { factor: Some(factor.clone()), transaction: None, request_id: response.request_id() })
            }
            _ => Err(wrong().with_request_id(response.request_id())),
        }
    }
}

fn accepted(verification: Transaction, response: &Response) -> Verification {
    Verification {
        factor: verification.device.map(Into::into),
        transaction: Some(verification.id),
        request_id: response.request_id(),
    }
}
