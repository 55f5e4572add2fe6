//! Codes before they are sent, and what is said of wrong and late ones.

use jiff::Timestamp;
use mfadir_core::{Error, ErrorKind, Proof, Result};
use secrecy::{ExposeSecret, SecretString};

/// No code is longer: a `YubiKey`'s has 44 characters.
const LONGEST: usize = 64;

/// The code of a proof. One that nobody can have is refused here: OneLogin counts wrong ones, and locks.
pub(super) fn code(proof: &Proof) -> Result<&SecretString> {
    let Proof::Code(code) = proof else {
        return Err(Error::new(ErrorKind::Invalid, "OneLogin takes a code here, and nothing else"));
    };
    match code.expose_secret() {
        text if text.trim().is_empty() => Err(Error::new(ErrorKind::WrongProof, "the code is empty")),
        text if text.len() > LONGEST => Err(Error::new(ErrorKind::WrongProof, "the code is longer than any code")),
        _ => Ok(code),
    }
}

/// What a code that OneLogin takes without accepting it stands for.
pub(super) fn wrong() -> Error {
    Error::new(ErrorKind::WrongProof, "the code is wrong")
}

/// What the end of a challenge stands for.
pub(super) fn expired() -> Error {
    Error::new(ErrorKind::Expired, "the challenge is over").with_hint("ask the factor again")
}

/// The error, or that it came too late: OneLogin's words for that are not known, so past its end a refusal of what was
/// begun counts as one.
pub(super) fn late(error: Error, now: Timestamp, ends: Option<Timestamp>) -> Error {
    let refused = matches!(error.kind(), ErrorKind::Invalid | ErrorKind::WrongProof | ErrorKind::NotFound);
    if refused && ends.is_some_and(|ends| now >= ends) {
        return expired().with_request_id(error.request_id().cloned()).with_source(error);
    }
    error
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;
    use mfadir_core::{Error, ErrorKind, Proof};

    use super::{code, late};

    #[test]
    fn codes_that_nobody_can_have_are_not_sent() {
        let kind = |proof: &Proof| code(proof).err().map(|error| error.kind());
        assert_eq!(kind(&Proof::Code("B41832".into())), None);
        assert_eq!(kind(&Proof::Code("5".repeat(44).into())), None);
        for wrong in [String::new(), " \n".to_owned(), "5".repeat(200)] {
            assert_eq!(kind(&Proof::Code(wrong.into())), Some(ErrorKind::WrongProof));
        }
        assert_eq!(kind(&Proof::Answer("blue".into())), Some(ErrorKind::Invalid));
    }

    #[test]
    fn a_refusal_past_the_end_came_too_late() {
        let ends = Timestamp::UNIX_EPOCH;
        let told = |kind, now, ends| late(Error::new(kind, "x"), now, ends).kind();
        let (before, after) = (ends - Duration::from_secs(1), ends);
        assert_eq!(told(ErrorKind::Invalid, after, Some(ends)), ErrorKind::Expired);
        assert_eq!(told(ErrorKind::Invalid, before, Some(ends)), ErrorKind::Invalid);
        assert_eq!(told(ErrorKind::WrongProof, after, None), ErrorKind::WrongProof);
        assert_eq!(told(ErrorKind::Throttled, after, Some(ends)), ErrorKind::Throttled);
    }
}
