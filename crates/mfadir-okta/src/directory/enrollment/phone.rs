//! Phone numbers (docs/providers/okta.md, "Enrollment").

use mfadir_core::{Error, ErrorKind, Result};
use serde_json::{Value, json};

/// The longest extension, in characters.
const LONGEST_EXTENSION: usize = 15;

/// The profile of a phone. `Invalid` for a number or extension that Okta could not call.
pub(super) fn profile(number: &str, extension: Option<&str>) -> Result<Value> {
    if !is_e164(number) {
        return Err(Error::new(ErrorKind::Invalid, "the phone number is not in E.164 form")
            .with_hint("write + and country code, then the number without its leading zero: +15555550123"));
    }
    let mut fields = json!({"phoneNumber": number});
    if let Some(extension) = extension {
        if extension.is_empty() || extension.len() > LONGEST_EXTENSION {
            return Err(Error::new(ErrorKind::Invalid, "an extension has 1 to 15 characters"));
        }
        fields["phoneExtension"] = extension.into();
    }
    Ok(fields)
}

/// E.164: a plus sign and up to 15 digits, the first of them not 0.
fn is_e164(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or_default();
    (2..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::is_e164;

    #[test]
    fn e164_is_a_plus_sign_and_up_to_15_digits() {
        for number in ["+15555550123", "+49", "+123456789012345"] {
            assert!(is_e164(number), "{number}");
        }
        for number in ["15555550123", "+0555", "+1 555", "+1-555", "+", "", "+1234567890123456", "++1", "+１２"] {
            assert!(!is_e164(number), "{number}");
        }
    }
}
