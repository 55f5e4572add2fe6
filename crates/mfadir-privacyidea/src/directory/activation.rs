//! What completes an enrollment.

use mfadir_core::{Activation, EnrollmentHandle, Error, ErrorKind, Proof, Result, UserId};
use mfadir_http::{Path, Request};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

use super::{client::Client, enrollment::INIT, proof::text, signature::Signed};
use crate::{
    handle::{Held, Started},
    wire::Answer,
};

impl Client {
    /// `POST /token/init` with the proof.
    pub(super) async fn activate(
        &self,
        user: &UserId,
        enrollment: &EnrollmentHandle,
        proof: &Proof,
    ) -> Result<Activation> {
        let started = Started::unpack(enrollment.unpack(), user)?;
        let answer = match proof {
            Proof::Signature(made) => self.hand_in_key(&started, made).await,
            proof => self.hand_in_code(&started, text(proof)?).await,
        };
        active(&answer.map_err(wrong)?, started)
    }

    /// After a look at the token. It is needed: where the token is gone, the server makes a new one of that serial
    /// number without any secret, and where it is active already, it takes any code (docs/providers/privacyidea.md,
    /// "Life of a factor"). The user is left out for the same reason: should the token go in between, nobody gets the
    /// empty one.
    async fn hand_in_code(&self, started: &Started, code: &SecretString) -> Result<Answer> {
        let row = self.started_token(started).await?;
        takes_code(row.rollout_state.as_deref().unwrap_or_default())?;
        let mut body = begun(started);
        body.insert("verify".to_owned(), code.expose_secret().into());
        self.ask(Request::post(&Path::new(INIT)).json(Value::Object(body)).hiding(code)).await
    }

    /// The server refuses by itself what a key made for another token, or for one that does not wait.
    async fn hand_in_key(&self, started: &Started, made: &SecretString) -> Result<Answer> {
        let Some(registration) = &started.registration else {
            return Err(Error::new(ErrorKind::Invalid, "a code completes this enrollment, and no key"));
        };
        let signed = Signed::new_key(made)?;
        let mut body = begun(started);
        body.insert("transaction_id".to_owned(), registration.as_str().into());
        self.ask(signed.send(Request::post(&Path::new(INIT)), body)).await
    }
}

fn begun(started: &Started) -> Map<String, Value> {
    let fields = [("type", &started.token_type), ("serial", &started.serial)];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value.as_str().into())).collect()
}

fn takes_code(state: &str) -> Result<()> {
    let clause = match state {
        "verify" => return Ok(()),
        "" | "enrolled" => "the factor is active already",
        "clientwait" => "the user completes this enrollment on their device",
        _ => "the enrollment came to nothing",
    };
    Err(Error::new(ErrorKind::Conflict, clause))
}

fn active(answer: &Answer, started: Started) -> Result<Activation> {
    match answer.detail["rollout_state"].as_str() {
        None | Some("enrolled") => Ok(Activation::Active(started.serial.into())),
        Some(_) => Err(answer.unexpected("a token that is enrolled")),
    }
}

/// How the server says that a proof is wrong, with the codes that it has for any bad request.
const WRONG: &[&str] = &["Verification of the new token failed", "Could not enroll"];

fn wrong(error: Error) -> Error {
    if !WRONG.iter().any(|words| error.message().contains(words)) {
        return error;
    }
    let wrong = Error::new(ErrorKind::WrongProof, "the code or what the key made is wrong");
    wrong.with_code(error.code().unwrap_or_default()).with_request_id(error.request_id().cloned())
}
