//! Base32 (RFC 4648), in which the server keeps shared secrets (docs/providers/keystone.md, "Enrollment").

use aws_lc_rs::rand;
use mfadir_core::{Error, ErrorKind, Result};
use secrecy::{ExposeSecret, SecretString};

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A length that leaves no bit over: 160 bits, as RFC 4226 recommends.
const CHARACTERS: usize = 32;

/// A secret that nobody else has.
pub(crate) fn fresh() -> Result<SecretString> {
    let mut bytes = [0; CHARACTERS];
    rand::fill(&mut bytes).map_err(|_| Error::new(ErrorKind::Unexpected, "this machine gives no random numbers"))?;
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect::<String>().into())
}

/// A secret as the server reads it. Blanks, dashes, padding and case do not matter: apps show it in groups. The server
/// takes any text, and would then never take a code.
pub(crate) fn plain(secret: &SecretString) -> Result<SecretString> {
    let text = secret.expose_secret().trim_end_matches('=');
    let written = text.chars().filter(|character| !character.is_whitespace() && *character != '-');
    let plain: String = written.map(|character| character.to_ascii_uppercase()).collect();
    // Other lengths stand for no whole number of bytes, and the server cannot read them.
    let whole = !plain.is_empty() && matches!(plain.len() % 8, 0 | 2 | 4 | 5 | 7);
    if whole && plain.bytes().all(|byte| ALPHABET.contains(&byte)) {
        return Ok(plain.into());
    }
    Err(Error::new(ErrorKind::Invalid, "the secret is not base32").with_hint("it is written with A to Z and 2 to 7"))
}

#[cfg(test)]
mod tests {
    use mfadir_core::ErrorKind;
    use secrecy::ExposeSecret;

    use super::{fresh, plain};

    fn read(text: &str) -> Result<String, ErrorKind> {
        plain(&text.into()).map(|plain| plain.expose_secret().to_owned()).map_err(|error| error.kind())
    }

    #[test]
    fn groups_and_case_do_not_matter_and_anything_else_is_refused() {
        assert_eq!(read("mzxw 6ytb-oi======"), Ok("MZXW6YTBOI".to_owned()));
        for wrong in ["", "A", "MZX", "MZXW6Y", "MZXW1", "canary!", "====", "\u{c4}\u{c4}"] {
            assert_eq!(read(wrong), Err(ErrorKind::Invalid), "{wrong}");
        }
    }

    #[test]
    fn a_fresh_one_is_long_and_another_each_time() {
        let (one, other) = (fresh().expect("a secret"), fresh().expect("a secret"));
        assert_eq!(read(one.expose_secret()).map(|plain| plain.len()), Ok(32));
        assert_ne!(one.expose_secret(), other.expose_secret());
    }
}
