//! Tokens that are asked (docs/providers/privacyidea.md, "Challenges").

use std::time::Duration;

use http::header::ACCEPT_LANGUAGE;
use mfadir_core::{
    Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, Done, Error, ErrorKind, Expects, FactorId, Result,
    UserId, Verification,
};
use mfadir_http::{Path, Request};
use serde_json::{Map, Value};

use super::client::Client;
use crate::{
    handle::{Held, Triggered},
    serial::{no_token, serial},
    wire::{Answer, TriggeredDetail, TriggeredRow},
};

/// How long to wait between polls: the server itself looks this often.
pub(super) const POLL_AFTER: Duration = Duration::from_secs(2);

impl Client {
    /// `POST /validate/triggerchallenge` with the serial number: without one, all that the user has would be asked.
    pub(super) async fn challenge(
        &self,
        user: &UserId,
        factor: &FactorId,
        request: &ChallengeRequest,
    ) -> Result<Challenge> {
        refuse_choices(request)?;
        let serial = serial(factor)?;
        let body = self.about(user, serial)?;
        let answer = self.ask(in_english("/validate/triggerchallenge").json(Value::Object(body))).await?;
        let detail: TriggeredDetail = answer.detail("challenges")?;
        let row = detail.multi_challenge.into_iter().find(|row| row.serial == serial);
        let row = row.ok_or_else(|| not_asked(&answer, serial))?;
        let ends = self.clock.now() + row.lasts(answer.response.server_time());
        let tap = row.expects() == Expects::Approval;
        let (user, serial) = (user.clone(), serial.to_owned());
        let triggered = Triggered { user, serial, transaction: row.transaction_id.clone(), tap, ends };
        Ok(sent(&row, &triggered, &answer))
    }

    /// `GET /validate/polltransaction/ID`. It changes nothing: the server goes on holding a yes until its time is over.
    pub(super) async fn poll(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<ChallengeState> {
        let triggered = Triggered::unpack(challenge.unpack(), user)?;
        if !triggered.tap {
            return Err(Error::new(ErrorKind::Conflict, "a code answers this challenge, and nothing else does")
                .with_hint("hand in the code"));
        }
        let path = Path::new("/validate/polltransaction").segment(&triggered.transaction)?;
        let answer = self.ask(Request::get(&path)).await?;
        let over = self.clock.now() >= triggered.ends;
        Ok(match (answer.value.as_bool(), answer.detail["challenge_status"].as_str()) {
            (Some(true), None | Some("accept")) => ChallengeState::Approved(verification(&triggered, &answer)),
            (Some(false), Some("declined" | "cancelled")) => ChallengeState::Denied,
            (Some(false), _) if over => ChallengeState::Expired,
            (Some(false), _) => ChallengeState::Waiting { poll_after: Some(POLL_AFTER) },
            _ => return Err(answer.unexpected("the state of a challenge")),
        })
    }

    /// `DELETE /token/challenges/transaction/ID`.
    pub(super) async fn cancel(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<Done> {
        let triggered = Triggered::unpack(challenge.unpack(), user)?;
        let path = Path::new("/token/challenges/transaction").segment(&triggered.transaction)?;
        let answer = self.ask(Request::delete(&path)).await?;
        match answer.value["deleted"].as_u64() {
            Some(0) => Err(answer.refused(ErrorKind::NotFound, "the challenge is over already")),
            Some(_) => Ok(Done { request_id: answer.request_id() }),
            None => Err(answer.unexpected("the number of challenges that were taken back")),
        }
    }

    /// The fields that name one token of the user's. The server refuses it where it is somebody else's.
    pub(super) fn about(&self, user: &UserId, serial: &str) -> Result<Map<String, Value>> {
        let person = self.person(user)?;
        let named = person.parameters().into_iter().map(|(name, value)| (name.to_owned(), Value::from(value)));
        Ok(named.chain([("serial".to_owned(), Value::from(serial))]).collect())
    }
}

/// A request whose answer is told in English: why a code is refused stands in words alone.
pub(super) fn in_english(path: &'static str) -> Request {
    Request::post(&Path::new(path)).header(ACCEPT_LANGUAGE, "en")
}

/// What proved to be right.
pub(super) fn verification(triggered: &Triggered, answer: &Answer) -> Verification {
    Verification {
        factor: Some(triggered.serial.as_str().into()),
        transaction: Some(triggered.transaction.clone()),
        request_id: answer.request_id(),
    }
}

fn sent(row: &TriggeredRow, triggered: &Triggered, answer: &Answer) -> Challenge {
    Challenge {
        handle: ChallengeHandle::pack(triggered.pack()),
        factor: triggered.serial.as_str().into(),
        expects: row.expects(),
        number_to_match: row.presence_answer.clone(),
        prompt: row.prompt.clone(),
        to_sign: row.to_sign(),
        expires_at: Some(triggered.ends),
        poll_after: triggered.tap.then_some(POLL_AFTER),
        request_id: answer.request_id(),
    }
}

/// The server counts what it asked, and says why not where it tried: a disabled token and somebody else's are both
/// passed over in silence.
fn not_asked(answer: &Answer, serial: &str) -> Error {
    answer.refusal().unwrap_or_else(|| {
        no_token(serial)
            .with_request_id(answer.request_id())
            .with_hint("a token that is disabled, revoked or of a kind that cannot be asked is not found either")
    })
}

fn refuse_choices(request: &ChallengeRequest) -> Result<()> {
    let refused = |what: &str| Err(Error::new(ErrorKind::Invalid, format!("{what} is set by privacyIDEA's policies")));
    match request {
        ChallengeRequest { template: Some(_), .. } => refused("the text of a message"),
        ChallengeRequest { lifetime: Some(_), .. } => refused("how long a challenge lasts"),
        _ => Ok(()),
    }
}
