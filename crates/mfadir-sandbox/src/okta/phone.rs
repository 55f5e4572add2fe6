//! Phone numbers as Okta takes them.

const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// The number in E.164 form; dashes, spaces, dots and brackets are dropped. Nothing where it is none.
pub(super) fn normal(text: &str) -> Option<String> {
    let digits: String = text.strip_prefix('+')?.chars().filter(|letter| !" -.()".contains(*letter)).collect();
    let fits = DIGITS.contains(&digits.len()) && !digits.starts_with('0');
    (fits && digits.bytes().all(|digit| digit.is_ascii_digit())).then(|| format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn dashes_are_dropped_and_anything_else_is_refused() {
        assert_eq!(normal("+1-613-555-0123").as_deref(), Some("+16135550123"));
        assert_eq!(normal("+1 (613) 555.0123").as_deref(), Some("+16135550123"));
        for bad in ["16135550123", "+1", "+0135550123", "+1613555o123", "", "+1234567890123456"] {
            assert_eq!(normal(bad), None, "{bad}");
        }
    }
}
