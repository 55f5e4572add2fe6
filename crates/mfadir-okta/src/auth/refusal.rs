//! What the token endpoint's refusals mean (docs/providers/okta.md, "Service app"), and what to do about each.

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Error, ErrorKind};
use mfadir_http::{Response, kind_of, lenient};
use serde::Deserialize;

use super::scope::Scopes;
use crate::errors;

/// Clocks that differ by less are not what a refusal is about.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(30);

const SET_THE_CLOCK: &str = "set this machine's clock by a time server, and try again";

const GRANT_SCOPES: &str = "a super administrator grants scopes under Applications > the app > Okta API Scopes";

/// An error as OAuth writes it (RFC 6749, section 5.2).
#[derive(Debug, Deserialize)]
pub(super) struct Refusal {
    #[serde(rename = "error")]
    code: String,
    #[serde(default, rename = "error_description", deserialize_with = "lenient")]
    description: Option<String>,
}

/// Who was refused what.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) client_id: &'a str,
    /// The scopes of which one was not granted, if that is it.
    pub(super) blamed: &'a Scopes,
    pub(super) now: Timestamp,
}

impl Refusal {
    /// What the answer says in the words of OAuth, if it does.
    pub(super) fn read(response: &Response) -> Option<Self> {
        response.any_json().and_then(|json| serde_json::from_value(json).ok())
    }

    /// Whether it is about the proof: that there is none, or that it has not the nonce which came with the answer.
    pub(super) fn is_about_proof(&self) -> bool {
        matches!(self.code.as_str(), "invalid_dpop_proof" | "use_dpop_nonce")
    }

    fn error(&self, response: &Response, asked: &Asked<'_>) -> Error {
        let (kind, clause, hint) = meaning(&self.code, asked)
            .unwrap_or_else(|| (kind_of(response.status()), "Okta gives the service app no token".to_owned(), None));
        let message = match &self.description {
            Some(said) => format!("{clause} (Okta says: {})", response.said(said)),
            None => clause,
        };
        let error = response.error(kind, message).with_code(response.said(&self.code));
        match hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        }
    }
}

/// The error for an answer of the token endpoint that is no token.
pub(super) fn refused(response: &Response, asked: &Asked<'_>) -> Error {
    let Some(refusal) = Refusal::read(response) else {
        return reworded(response, errors::error(response), asked.now);
    };
    let error = refusal.error(response, asked);
    match clock(response, asked.now) {
        Some(difference) if error.kind() == ErrorKind::Unauthenticated => {
            let message = format!("{}: {difference}", error.message());
            response.error(error.kind(), message).with_code(refusal.code).with_hint(SET_THE_CLOCK)
        }
        _ => error,
    }
}

type Meaning = (ErrorKind, String, Option<&'static str>);

fn meaning(code: &str, asked: &Asked<'_>) -> Option<Meaning> {
    let Asked { client_id, blamed, .. } = asked;
    Some(match code {
        "invalid_client" => (
            ErrorKind::Unauthenticated,
            format!("Okta does not accept the key of the service app {client_id}"),
            Some(
                "check `client_id`, and that the public half of this key is among the app's active keys, under the id \
                 that `key_id` or the key itself says",
            ),
        ),
        "invalid_scope" => {
            (ErrorKind::Forbidden, format!("the service app was not granted {}", one_of(blamed)), Some(GRANT_SCOPES))
        }
        "invalid_dpop_proof" | "use_dpop_nonce" => (
            ErrorKind::Unauthenticated,
            "Okta does not accept the proof of possession (DPoP)".to_owned(),
            Some("if `dpop = false` is configured, take it out: the app demands it"),
        ),
        "unauthorized_client" | "unsupported_grant_type" => (
            ErrorKind::Forbidden,
            format!("{client_id} is no app that may sign in by itself"),
            Some("make an app of the kind API Services, with the client authentication Public key / Private key"),
        ),
        "access_denied" => (
            ErrorKind::Forbidden,
            "the organisation's policy gives the service app no token".to_owned(),
            Some("look at the app's network zone, and into the System Log for the reason"),
        ),
        "invalid_request" => (ErrorKind::Invalid, "Okta does not take the request for a token".to_owned(), None),
        "server_error" | "temporarily_unavailable" => {
            (ErrorKind::Unavailable, "Okta's token endpoint failed inside".to_owned(), None)
        }
        _ => return None,
    })
}

fn one_of(scopes: &Scopes) -> String {
    let names: Vec<_> = scopes.iter().map(String::as_str).collect();
    if names.len() > 1 { format!("one of {}", names.join(", ")) } else { names.concat() }
}

/// Whether the token was refused for a scope.
pub(super) fn lacks_scope(error: &Error) -> bool {
    error.kind() == ErrorKind::Forbidden && error.hint() == Some(GRANT_SCOPES)
}

/// A token that lacks a scope.
pub(super) fn not_granted(response: &Response, scope: &str) -> Error {
    response.error(ErrorKind::Forbidden, format!("the service app was not granted {scope}")).with_hint(GRANT_SCOPES)
}

/// By how much our clock differs from the server's, where that is enough to be refused for.
pub(super) fn clock(response: &Response, now: Timestamp) -> Option<String> {
    let ahead = now.duration_since(response.server_time()?);
    let (minutes, seconds) = (ahead.abs().as_secs() / 60, ahead.abs().as_secs() % 60);
    let way = if ahead.is_negative() { "behind" } else { "ahead of" };
    (ahead.abs() > TOLERANCE).then(|| format!("this machine's clock is {minutes} min {seconds} s {way} Okta's"))
}

/// The error of a refusal of the API, in the words that fit a service app.
pub(super) fn reworded(response: &Response, error: Error, now: Timestamp) -> Error {
    let (who, hint) = match error.kind() {
        ErrorKind::Unauthenticated => {
            ("the service app's token", Some("check that the app is active; a token is bought anew by itself"))
        }
        ErrorKind::Forbidden => ("the service app", None),
        _ => return error,
    };
    let message = error.message().replace("the API token", who);
    let late = clock(response, now).filter(|_| error.kind() == ErrorKind::Unauthenticated);
    let (message, hint) = match late {
        Some(difference) => (format!("{message}: {difference}"), Some(SET_THE_CLOCK)),
        None => (message, hint),
    };
    let mut reworded = response.error(error.kind(), message);
    if let Some(hint) = hint {
        reworded = reworded.with_hint(hint);
    }
    match error.code() {
        Some(code) => reworded.with_code(code),
        None => reworded,
    }
}
