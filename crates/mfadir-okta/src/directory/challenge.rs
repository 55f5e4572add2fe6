//! Factors that are asked, and what proves them (docs/providers/okta.md, "Verification").

use http::{
    HeaderName, StatusCode,
    header::{ACCEPT_LANGUAGE, USER_AGENT},
};
use mfadir_core::{
    Asked, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, Done, Error, ErrorKind, Expects, FactorId,
    Proof, Result, UserId, Verification,
};
use mfadir_http::{Path, Request, Response};
use serde_json::json;

use super::{
    api::{Api, user_path},
    factors::no_factor,
    handle::Sent,
    outcome::{Standing, not_accepted, standing, unknown},
    proof::verification,
    sending::{POLL_AFTER, seconds},
};
use crate::{
    kinds::TEMPORARY_CODE,
    profile::bucket,
    wire::{Embedded, OutcomeRow},
};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

impl Api {
    pub(super) async fn challenge(
        &self,
        user: &UserId,
        factor: &FactorId,
        wanted: &ChallengeRequest,
    ) -> Result<Challenge> {
        let request = asking(&verify_path(user, factor)?, wanted)?;
        let response = self.ask(request).await.map_err(cannot_be_asked)?;
        let row: OutcomeRow = response.object("a challenge")?;
        match standing(&row.factor_result) {
            Some(Standing::Waiting) => self.sent(user, factor, &response, &row),
            Some(other) => Err(not_accepted(&response, other)),
            None => Err(unknown(&response, &row.factor_result)),
        }
    }

    fn sent(&self, user: &UserId, factor: &FactorId, response: &Response, row: &OutcomeRow) -> Result<Challenge> {
        let poll = self.follow_in(response, row.link("poll"), user, factor)?;
        let cancel = self.follow_in(response, row.link("cancel"), user, factor)?;
        let sent = Sent::new(user, factor, poll, cancel);
        let to_sign = row.embedded().and_then(Embedded::to_sign);
        let expects = match (&sent.poll, &to_sign) {
            (Some(_), _) => Expects::Approval,
            (None, Some(_)) => Expects::Signature,
            (None, None) => Expects::Code,
        };
        Ok(Challenge {
            handle: sent.pack(),
            factor: factor.clone(),
            expects,
            number_to_match: row.embedded().and_then(Embedded::number_to_match),
            prompt: None,
            to_sign,
            expires_at: row.expires_at,
            poll_after: (expects == Expects::Approval).then_some(POLL_AFTER),
            request_id: response.request_id(),
        })
    }

    pub(super) async fn poll(&self, user: &UserId, handle: &ChallengeHandle) -> Result<ChallengeState> {
        let sent = Sent::unpack(handle, user)?;
        let link = sent.poll.as_deref().ok_or_else(|| {
            Error::new(
                ErrorKind::Conflict,
                "this factor answers with a code or signature: there is nothing to wait for",
            )
        })?;
        let request =
            Request::get(&user_path(user)?).instead(&self.follow(link, user, &sent.factor)?).bucket(bucket::REST);
        let response = match self.ask(request).await {
            Err(error) if error.code() == Some("E0000073") => return Ok(ChallengeState::Denied),
            Err(error) if error.code() == Some("E0000191") => return Ok(ChallengeState::Expired),
            response => response.map_err(gone)?,
        };
        if response.status() == StatusCode::ACCEPTED {
            return Ok(waiting());
        }
        state(&response, &sent)
    }

    pub(super) async fn cancel(&self, user: &UserId, handle: &ChallengeHandle) -> Result<Done> {
        let sent = Sent::unpack(handle, user)?;
        let link = sent.cancel.as_deref().ok_or_else(|| {
            Error::new(ErrorKind::Conflict, "Okta cannot take back a code that was sent")
                .with_hint("nothing happens when nobody types it")
        })?;
        let request =
            Request::delete(&user_path(user)?).instead(&self.follow(link, user, &sent.factor)?).bucket(bucket::REST);
        let response = self.ask(request).await.map_err(gone)?;
        if response.status() != StatusCode::NO_CONTENT {
            response.object::<serde_json::Map<_, _>>("an object")?;
        }
        Ok(Done { request_id: response.request_id() })
    }

    pub(super) async fn verify(&self, user: &UserId, asked: &Asked, proof: &Proof) -> Result<Verification> {
        let factor = match asked {
            Asked::Factor(factor) => factor.clone(),
            Asked::Challenge(handle) => Sent::unpack(handle, user)?.factor,
        };
        let path = verify_path(user, &factor)?;
        let proven = verification(proof)?;
        let request = Request::post(&path).bucket(bucket::REST).json(proven.body);
        let response = self.ask(proven.secrets.iter().fold(request, Request::hiding)).await?;
        let row: OutcomeRow = response.object("the result of a verification")?;
        match standing(&row.factor_result) {
            Some(Standing::Accepted) => {
                Ok(Verification { factor: Some(factor), transaction: None, request_id: response.request_id() })
            }
            Some(other) => Err(not_accepted(&response, other)),
            None => Err(unknown(&response, &row.factor_result)),
        }
    }
}

/// POST `…/verify` without a proof. An empty body asks as well as none; a number to match must be asked for.
fn asking(path: &Path, wanted: &ChallengeRequest) -> Result<Request> {
    let mut request = Request::post(path).bucket(bucket::REST);
    if wanted.number_matching {
        request = request.json(json!({"useNumberMatchingChallenge": true}));
    }
    if let Some(template) = &wanted.template {
        request = request.query("templateId", template);
    }
    if let Some(lifetime) = wanted.lifetime {
        request = request.query("tokenLifetimeSeconds", &seconds(lifetime)?);
    }
    let address = wanted.requester.address.map(|address| address.to_string());
    let headers = [
        (ACCEPT_LANGUAGE, wanted.language.as_deref()),
        (USER_AGENT, wanted.requester.user_agent.as_deref()),
        (FORWARDED_FOR, address.as_deref()),
    ];
    let told = headers.into_iter().filter_map(|(name, value)| Some((name, value?)));
    Ok(told.fold(request, |request, (name, value)| request.header(name, value)))
}

fn verify_path(user: &UserId, factor: &FactorId) -> Result<Path> {
    let factors = user_path(user)?.fixed("/factors");
    if factor.as_str().starts_with(TEMPORARY_CODE) {
        return Err(Error::new(
            ErrorKind::NotFound,
            "Okta takes a temporary code nowhere but at the user's own sign-in",
        ));
    }
    Ok(factors.segment(factor.as_str()).map_err(|_| no_factor(factor))?.fixed("/verify"))
}

fn state(response: &Response, sent: &Sent) -> Result<ChallengeState> {
    let row: OutcomeRow = response.object("the state of a challenge")?;
    match standing(&row.factor_result).ok_or_else(|| unknown(response, &row.factor_result))? {
        Standing::Waiting => Ok(waiting()),
        Standing::Accepted => Ok(ChallengeState::Approved(Verification {
            factor: Some(sent.factor.clone()),
            transaction: sent.transaction(),
            request_id: response.request_id(),
        })),
        Standing::Denied => Ok(ChallengeState::Denied),
        Standing::Late | Standing::TakenBack => Ok(ChallengeState::Expired),
        other => Err(not_accepted(response, other)),
    }
}

fn waiting() -> ChallengeState {
    ChallengeState::Waiting { poll_after: Some(POLL_AFTER) }
}

/// A transaction that was taken back or is long over.
fn gone(error: Error) -> Error {
    if error.kind() != ErrorKind::NotFound {
        return error;
    }
    let request_id = error.request_id().cloned();
    Error::new(ErrorKind::NotFound, "Okta does not know the challenge any more")
        .with_request_id(request_id)
        .with_source(error)
}

/// Okta takes the request for a proof that is wrong or missing where the user's device shows the code by itself.
fn cannot_be_asked(error: Error) -> Error {
    if !matches!(error.kind(), ErrorKind::WrongProof | ErrorKind::Invalid) {
        return error;
    }
    let code = error.code().unwrap_or_default().to_owned();
    let request_id = error.request_id().cloned();
    Error::new(ErrorKind::Conflict, "this kind of factor is not asked: its code or answer is handed in at once")
        .with_code(code)
        .with_request_id(request_id)
        .with_hint("verify it right away, with the code that the device shows or the answer")
}
