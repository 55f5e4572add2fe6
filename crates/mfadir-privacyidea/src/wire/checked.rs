//! What became of a proof (docs/providers/privacyidea.md, "Verification").

use mfadir_core::{Applied, Error, ErrorKind, Result, Retry};

use super::answer::Answer;

/// What is said, what it means, in our words, and what to do. The words are the server's own English ones, in which it
/// is asked to speak; states are never translated.
const MEANINGS: &[(&str, ErrorKind, &str, Option<&str>)] = &[
    ("Failcounter exceeded", ErrorKind::Locked, "the token is locked after too many wrong codes", Some(UNLOCK)),
    ("Token is disabled", ErrorKind::Conflict, "the token is disabled", Some("enable it at privacyIDEA")),
    ("Outside validity period", ErrorKind::Expired, "the token's time has not come or is over", None),
    ("Authentication counter exceeded", ErrorKind::Expired, "the token has been used as often as it may be", None),
    ("Token is not yet enrolled", ErrorKind::Conflict, "the token is not active yet", Some("complete its enrollment")),
    ("could not be sent", ErrorKind::Unavailable, "the server could not send the code", Some(GATEWAY)),
];

const UNLOCK: &str = "`mfadir user unlock` resets the counters";
const GATEWAY: &str = "its log says why: the gateway for text messages or the mail server may be missing";

impl Answer {
    /// Whether the proof was accepted. Success must be said: an answer without it proves nothing, and `false` is a
    /// success of the request alone.
    pub(crate) fn accepted(&self) -> Result<()> {
        match (self.value.as_bool(), self.authentication.as_deref()) {
            (Some(true), None | Some("ACCEPT")) => Ok(()),
            (Some(_), Some("CHALLENGE")) => Err(self.asks_more()),
            (Some(false), _) => Err(self.rejected()),
            _ => Err(self.unexpected("the outcome of a verification")),
        }
    }

    /// Why nothing was accepted or sent, where what is said has a known meaning.
    pub(crate) fn refusal(&self) -> Option<Error> {
        let said = self.said();
        let (_, kind, clause, hint) = MEANINGS.iter().find(|(words, ..)| said.contains(words))?;
        let error = self.refused(*kind, *clause).with_retry(Retry::Never);
        Some(match hint {
            Some(hint) => error.with_hint(*hint),
            None => error,
        })
    }

    /// The message beside the value.
    pub(crate) fn said(&self) -> &str {
        self.detail["message"].as_str().unwrap_or_default()
    }

    fn rejected(&self) -> Error {
        if let Some(refusal) = self.refusal() {
            return refusal;
        }
        let said = self.said();
        if said.contains("previous otp used again") {
            return self.wrong("the code has been used already").with_hint("wait for the next one");
        }
        self.wrong("the code or answer is wrong")
    }

    /// It has a PIN before the code, or wants several answers: the contract has one proof for one challenge.
    fn asks_more(&self) -> Error {
        let clause = "the server asks for more than this one proof";
        let said = self.response.said(self.said());
        self.refused(ErrorKind::Conflict, format!("{clause} (privacyIDEA says: {said})"))
            .with_hint("the PIN of a token stands before its code; several questions in a row cannot be answered here")
    }

    fn wrong(&self, clause: &str) -> Error {
        self.refused(ErrorKind::WrongProof, clause)
    }

    /// The answer of the request was a success, but nothing came of it.
    pub(crate) fn refused(&self, kind: ErrorKind, clause: impl Into<String>) -> Error {
        self.response.error(kind, clause).with_applied(Applied::No)
    }
}
