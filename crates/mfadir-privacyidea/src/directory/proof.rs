//! Proofs before they are sent.

use mfadir_core::{Error, ErrorKind, Proof, Result};
use secrecy::{ExposeSecret, SecretString};

/// No code is longer, with a PIN before it.
const LONGEST: usize = 256;

/// The code or answer, as it is: a token that has a PIN wants it before the code, and only its owner knows it.
///
/// What nobody can have is refused here: the server counts wrong ones, and takes an empty one for the wish to be sent
/// another (docs/providers/privacyidea.md, "Verification").
pub(super) fn text(proof: &Proof) -> Result<&SecretString> {
    let (Proof::Code(text) | Proof::Answer(text)) = proof else {
        return Err(Error::new(ErrorKind::Invalid, "privacyIDEA takes a code or an answer here, and nothing else"));
    };
    let wrong = |clause| Err(Error::new(ErrorKind::WrongProof, clause));
    match text.expose_secret() {
        empty if empty.trim().is_empty() => wrong("the code or answer is empty"),
        long if long.len() > LONGEST => wrong("the code is longer than any code"),
        _ => Ok(text),
    }
}

/// The error, or that it came too late: a wrong code and a challenge that is over are told in the same words.
pub(super) fn late(error: Error, over: bool) -> Error {
    if over && error.kind() == ErrorKind::WrongProof {
        let late = Error::new(ErrorKind::Expired, "the challenge is over").with_hint("ask the factor again");
        return late.with_request_id(error.request_id().cloned()).with_source(error);
    }
    error
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Error, ErrorKind, Proof};

    use super::{late, text};

    #[test]
    fn what_nobody_can_have_is_not_sent() {
        let kind = |proof: &Proof| text(proof).err().map(|error| error.kind());
        assert_eq!(kind(&Proof::Code("1234 453925".into())), None);
        assert_eq!(kind(&Proof::Answer("blue".into())), None);
        for wrong in [String::new(), " \n".to_owned(), "5".repeat(300)] {
            assert_eq!(kind(&Proof::Code(wrong.into())), Some(ErrorKind::WrongProof));
        }
        assert_eq!(kind(&Proof::TwoCodes("1".into(), "2".into())), Some(ErrorKind::Invalid));
    }

    #[test]
    fn a_wrong_code_past_the_end_came_too_late() {
        let told = |kind, over| late(Error::new(kind, "x"), over).kind();
        assert_eq!(told(ErrorKind::WrongProof, true), ErrorKind::Expired);
        assert_eq!(told(ErrorKind::WrongProof, false), ErrorKind::WrongProof);
        assert_eq!(told(ErrorKind::Locked, true), ErrorKind::Locked);
    }
}
