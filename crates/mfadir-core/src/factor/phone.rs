//! Phone numbers as every provider takes them.

use crate::error::{Error, ErrorKind, Result};

/// Digits of the shortest and the longest number (ITU-T E.164 allows 15; none that can be called has fewer than 7).
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// The number, where it is in E.164 form: `+`, the country code, the number. It is not repeated in the error: it is
/// somebody's.
pub fn e164(number: &str) -> Result<&str> {
    let digits = number.strip_prefix('+').unwrap_or_default();
    let is_number = digits.bytes().all(|digit| digit.is_ascii_digit()) && !digits.starts_with('0');
    if is_number && DIGITS.contains(&digits.len()) {
        return Ok(number);
    }
    let rule = "the phone number is not in E.164 form: a plus sign, the country's code and the number, 15 digits at \
                most, and nothing between them";
    Err(Error::new(ErrorKind::Invalid, rule).with_hint("write it as in +15555550123"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::e164;
    use crate::error::ErrorKind;

    #[test]
    fn anything_else_is_told_what_is_right() {
        let long = format!("+1{}", "5".repeat(15));
        for number in ["", "+", "15555550123", "+1 555 555 0123", "+1-555", "+05555550123", "+1555555012x", &long] {
            let error = e164(number).expect_err(number);
            assert_eq!((error.kind(), error.hint()), (ErrorKind::Invalid, Some("write it as in +15555550123")));
            assert!(number.len() < 5 || !error.to_string().contains(number), "{error}");
        }
    }

    proptest! {
        #[test]
        fn a_number_of_that_form_stays_as_it_is(number in r"\+[1-9][0-9]{6,14}") {
            prop_assert_eq!(e164(&number).expect("a number"), number.as_str());
        }
    }
}
