//! What an id looks like: the safety of lookups rests on telling ids from anything else.

/// Whether a text is one of OneLogin's ids: a decimal number as the API itself writes it. Only such a text is put
/// into a path; `007` is nobody's id, though the server would read it as 7.
pub(crate) fn is_id_shaped(text: &str) -> bool {
    text.parse::<u64>().is_ok_and(|number| number > 0 && number.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::is_id_shaped;

    #[test]
    fn only_numbers_as_the_server_writes_them() {
        assert!(is_id_shaped("70411823"));
        for text in ["", "0", "007", "+7", "-1", "7 ", "me", "7/../8", "99999999999999999999999"] {
            assert!(!is_id_shaped(text), "{text}");
        }
    }
}
