//! Base32 (RFC 4648), in which people write shared secrets. The server wants them in hexadecimal.

use mfadir_core::{Error, ErrorKind, Result};
use secrecy::{ExposeSecret, SecretString};

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret in hexadecimal. Blanks, dashes, padding and case do not matter: apps show it in groups.
pub(crate) fn hexadecimal(secret: &SecretString) -> Result<SecretString> {
    let text = secret.expose_secret().trim_end_matches('=');
    let written = text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'-');
    let values = written.map(value).collect::<Option<Vec<_>>>().ok_or_else(not_base32)?;
    let bytes = bytes(&values);
    if bytes.is_empty() {
        return Err(not_base32());
    }
    Ok(bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect::<String>().into())
}

fn digit(value: u8) -> char {
    char::from_digit(value.into(), 16).expect("four bits are a digit")
}

fn value(byte: u8) -> Option<u8> {
    let at = ALPHABET.iter().position(|known| *known == byte.to_ascii_uppercase())?;
    u8::try_from(at).ok()
}

/// Five bits a character; what is left over at the end fills no byte.
fn bytes(values: &[u8]) -> Vec<u8> {
    let bits: Vec<u8> = values.iter().flat_map(|value| (0..5).rev().map(move |bit| value >> bit & 1)).collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit)).collect()
}

fn not_base32() -> Error {
    Error::new(ErrorKind::Invalid, "the secret is not base32").with_hint("it is written with A to Z and 2 to 7")
}

#[cfg(test)]
mod tests {
    use mfadir_core::ErrorKind;
    use secrecy::ExposeSecret;

    use super::hexadecimal;

    fn read(text: &str) -> Result<String, ErrorKind> {
        let read = hexadecimal(&text.into());
        read.map(|hexadecimal| hexadecimal.expose_secret().to_owned()).map_err(|error| error.kind())
    }

    #[test]
    fn the_vectors_of_the_standard_read_right() {
        let vectors =
            [("MY======", "66"), ("MZXQ====", "666f"), ("MZXW6===", "666f6f"), ("MZXW6YTBOI======", "666f6f626172")];
        for (base32, hexadecimal) in vectors {
            assert_eq!(read(base32), Ok(hexadecimal.to_owned()), "{base32}");
        }
    }

    #[test]
    fn groups_and_case_do_not_matter_and_anything_else_is_refused() {
        assert_eq!(read("mzxw 6ytb-oi"), Ok("666f6f626172".to_owned()));
        for wrong in ["", "A", "MZXW1", "canary!", "===="] {
            assert_eq!(read(wrong), Err(ErrorKind::Invalid), "{wrong}");
        }
    }
}
