//! Factors that were asked.

use mfadir_core::Kind;
use mfadir_memory::{EnrolledFactor, Masked, Person, RunningChallenge};
use serde_json::{Value, json};

use super::profile::profile;
use crate::okta::{
    links::{Links, hinted},
    words::date,
};

const CEREMONY_SECONDS: u32 = 20;

/// One factor of one person, asked for by one caller.
#[derive(Clone, Copy, Debug)]
pub(in crate::okta) struct Own<'a> {
    pub(in crate::okta) person: &'a Person,
    pub(in crate::okta) factor: &'a EnrolledFactor,
    pub(in crate::okta) links: Links<'a>,
}

impl Own<'_> {
    fn href(self) -> String {
        self.links.factor(&self.person.id, &self.factor.id)
    }

    fn back(self) -> Value {
        json!({
            "verify": hinted(&format!("{}/verify", self.href()), &["POST"]),
            "factor": hinted(&self.href(), &["GET", "DELETE"]),
        })
    }
}

/// A message is out, or a key was asked: the proof comes by a second call.
pub(in crate::okta) fn asked(own: Own<'_>, running: &RunningChallenge) -> Value {
    let mut body = json!({
        "factorResult": "CHALLENGE",
        "profile": profile(own.person, own.factor),
        "_links": own.back(),
    });
    let nonce = running.expected.as_ref().map_or("", Masked::reveal);
    match own.factor.kind {
        Kind::Webauthn => {
            body["_embedded"] = json!({ "challenge": { "challenge": nonce, "extensions": {}, "rpId": "localhost" } });
        }
        Kind::U2f => {
            body["_embedded"] = json!({ "challenge": { "nonce": nonce, "timeoutSeconds": CEREMONY_SECONDS } });
        }
        _ => {}
    }
    body
}

/// A push that the user has not answered.
pub(in crate::okta) fn waiting(own: Own<'_>, running: &RunningChallenge) -> Value {
    let transaction = format!("{}/transactions/{}", own.href(), running.id);
    let mut body = json!({
        "factorResult": "WAITING",
        "expiresAt": date(running.ends),
        "profile": { "credentialId": own.person.login },
        "_links": { "poll": hinted(&transaction, &["GET"]), "cancel": hinted(&transaction, &["DELETE"]) },
    });
    let number = running.number.as_ref().and_then(|number| number.parse::<u32>().ok());
    if let Some(number) = number {
        body["_embedded"] = json!({ "challenge": { "correctAnswer": number } });
    }
    body
}

/// A push that ended without an approval.
pub(in crate::okta) fn over(own: Own<'_>, result: &str) -> Value {
    json!({ "factorResult": result, "profile": profile(own.person, own.factor), "_links": own.back() })
}

/// An accepted proof.
pub(in crate::okta) fn success() -> Value {
    json!({ "factorResult": "SUCCESS" })
}
