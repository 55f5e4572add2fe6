//! Proofs that are handed in (docs/providers/privacyidea.md, "Verification").

use mfadir_core::{Asked, Error, ErrorKind, FactorId, Proof, Result, UserId, Verification};
use mfadir_http::Request;
use secrecy::ExposeSecret;
use serde_json::{Map, Value};

use super::{
    challenge::{in_english, verification},
    client::Client,
    proof::{late, text},
    signature::Signed,
};
use crate::{
    handle::{Held, Triggered},
    serial::{no_token, serial},
    wire::Answer,
};

impl Client {
    pub(super) async fn verify(&self, user: &UserId, asked: &Asked, proof: &Proof) -> Result<Verification> {
        match asked {
            Asked::Challenge(challenge) => {
                let triggered = Triggered::unpack(challenge.unpack(), user)?;
                let checked = self.check(user, &triggered.serial, Some(&triggered.transaction), proof).await;
                let answer = checked.map_err(|error| late(error, self.clock.now() >= triggered.ends))?;
                Ok(verification(&triggered, &answer))
            }
            Asked::Factor(factor) => self.verify_without_challenge(user, factor, proof).await,
        }
    }

    async fn verify_without_challenge(&self, user: &UserId, factor: &FactorId, proof: &Proof) -> Result<Verification> {
        takes_unasked(proof)?;
        let answer = self.check(user, serial(factor)?, None, proof).await?;
        Ok(Verification { factor: Some(factor.clone()), transaction: None, request_id: answer.request_id() })
    }

    /// `POST /validate/check` with the serial number: without one, a wrong code would count against everything that
    /// the user has. The user is named too, so that the server refuses what is somebody else's.
    async fn check(&self, user: &UserId, serial: &str, transaction: Option<&str>, proof: &Proof) -> Result<Answer> {
        let mut body = self.about(user, serial)?;
        if let Some(transaction) = transaction {
            body.insert("transaction_id".to_owned(), transaction.into());
        }
        let request = proven(in_english("/validate/check"), body, proof)?;
        let answer = self.ask(request).await.map_err(|error| anothers(error, serial))?;
        answer.accepted()?;
        Ok(answer)
    }
}

/// The server chooses the question, and makes what a key signs: without either, anything counts as wrong.
fn takes_unasked(proof: &Proof) -> Result<()> {
    let clause = match proof {
        Proof::Answer(_) => "privacyIDEA chooses the question that is answered",
        Proof::Signature(_) => "a key signs what it is asked to sign",
        _ => return Ok(()),
    };
    Err(Error::new(ErrorKind::Conflict, clause).with_hint("ask the factor first"))
}

fn proven(request: Request, mut body: Map<String, Value>, proof: &Proof) -> Result<Request> {
    if let Proof::Signature(made) = proof {
        body.insert("pass".to_owned(), "".into());
        return Ok(Signed::signature(made)?.send(request, body));
    }
    let text = text(proof)?;
    body.insert("pass".to_owned(), text.expose_secret().into());
    Ok(request.json(Value::Object(body)).hiding(text))
}

/// The server has one code for what it does not like about a request; whose the token is stands in its words.
fn anothers(error: Error, serial: &str) -> Error {
    if error.kind() != ErrorKind::Invalid || !error.message().contains("does not belong") {
        return error;
    }
    no_token(serial).with_code("905").with_request_id(error.request_id().cloned())
}
