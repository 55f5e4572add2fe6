//! Serial numbers, which are the ids of factors here.

use mfadir_core::{Error, ErrorKind, FactorId, Result};

/// The serial number, where the server would look for just this one: it reads `*` as any, `,` as several, and none as
/// all of the user's (docs/providers/privacyidea.md, "Names").
pub(crate) fn serial(factor: &FactorId) -> Result<&str> {
    let text = factor.as_str();
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c));
    let is_dots = text.bytes().all(|byte| byte == b'.');
    if is_plain && !is_dots { Ok(text) } else { Err(no_token(text)) }
}

/// What is not among somebody's tokens.
pub(crate) fn no_token(serial: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("the user has no token with the serial number {serial:?}"))
}

#[cfg(test)]
mod tests {
    use mfadir_core::ErrorKind;

    use super::serial;

    #[test]
    fn what_could_name_several_tokens_names_none() {
        for odd in ["", "*", "TOTP*", "TOTP-01,TOTP-02", "TOTP 01", "..", ".", "TOTP/01", "TOTP%2c"] {
            assert_eq!(serial(&odd.into()).expect_err(odd).kind(), ErrorKind::NotFound);
        }
        for plain in ["TOTP-01", "PISM00053353", "lostHOTP_1"] {
            assert_eq!(serial(&plain.into()).expect("a serial number"), plain);
        }
    }
}
