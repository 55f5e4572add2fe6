//! What a person said or typed, before it is sent as a proof.

use mfadir_core::Proof;
use secrecy::SecretString;

use crate::error::{Error, Result};

/// No code is longer: a `YubiKey`'s has 44 characters.
const LONGEST: usize = 64;

/// A code as a proof. One that no factor can show is [`Error::NoCode`], and nothing is sent.
pub fn code(text: &str) -> Result<Proof> {
    Ok(Proof::Code(checked(text)?))
}

/// Two codes that follow each other.
pub fn two_codes(first: &str, next: &str) -> Result<Proof> {
    Ok(Proof::TwoCodes(checked(first)?, checked(next)?))
}

/// People read codes in groups; the spaces are not part of them.
fn checked(text: &str) -> Result<SecretString> {
    let code: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let length = code.chars().count();
    if length == 0 || length > LONGEST || !code.chars().all(|letter| letter.is_ascii_graphic()) {
        return Err(Error::NoCode { length, longest: LONGEST });
    }
    Ok(code.into())
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, Proof};
    use secrecy::ExposeSecret;

    use super::{code, two_codes};

    #[test]
    fn a_code_is_taken_without_the_spaces_between_its_groups() {
        let Ok(Proof::Code(read)) = code(" 123 456\n") else { panic!("a good code") };
        assert_eq!(read.expose_secret(), "123456");
        assert!(two_codes("123456", "654321").is_ok());
    }

    #[test]
    fn what_cannot_be_a_code_is_not_sent_and_not_repeated() {
        for text in ["", "   ", "12\u{7}34", &"7".repeat(200)] {
            let error = code(text).expect_err("no code");
            assert_eq!(error.kind(), ErrorKind::WrongProof);
            assert!(!error.to_string().contains("77"), "{error}");
        }
        assert!(two_codes("123456", "").is_err());
    }
}
