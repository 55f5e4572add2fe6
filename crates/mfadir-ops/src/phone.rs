//! Phone numbers as every provider takes them.

use crate::error::{Error, Result};

/// A phone number in E.164 form: `+`, the country code, the number. [`Error::NotE164`] for anything else, with the
/// number that was probably meant.
pub fn e164(text: &str) -> Result<String> {
    if is_e164(text) {
        return Ok(text.to_owned());
    }
    let bare: String = text.chars().filter(|letter| !" -.()/".contains(*letter)).collect();
    Err(Error::NotE164 { text: text.to_owned(), suggestion: Some(bare).filter(|bare| is_e164(bare)) })
}

fn is_e164(text: &str) -> bool {
    mfadir_core::e164(text).is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert, prop_assert_eq, proptest};

    use super::e164;
    use crate::error::Error;

    #[test]
    fn what_people_write_is_refused_with_what_they_mean() {
        for written in ["+1 (555) 555-0123", "+1-555-555-0123", " +15555550123"] {
            let Err(Error::NotE164 { suggestion, .. }) = e164(written) else { panic!("{written} was taken") };
            assert_eq!(suggestion.as_deref(), Some("+15555550123"));
        }
        for written in ["", "+", "5555550123", "+0155555501", "+1555555012345678", "+49", "+1555555o123"] {
            assert!(matches!(e164(written), Err(Error::NotE164 { suggestion: None, .. })), "{written}");
        }
    }

    proptest! {
        #[test]
        fn a_good_number_is_kept_as_it_is(number in "\\+[1-9][0-9]{6,14}") {
            prop_assert_eq!(e164(&number).ok(), Some(number));
        }

        #[test]
        fn whatever_is_taken_is_a_number(text in ".{0,20}") {
            if let Ok(number) = e164(&text) {
                prop_assert!(number.starts_with('+') && number[1..].bytes().all(|byte| byte.is_ascii_digit()));
            }
        }
    }
}
