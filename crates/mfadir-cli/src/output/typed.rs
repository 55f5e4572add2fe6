//! The words of a command that is shown: they can be typed as they stand.

/// The flag with the ticket, for a command that goes on with the same call; nothing where there is none.
pub(crate) fn ticket_flag(ticket: Option<&str>) -> String {
    ticket.map(|ticket| format!(" --ticket {}", word(ticket))).unwrap_or_default()
}

/// One word of a command line, quoted where a shell would read more than one or something else.
pub(crate) fn word(text: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_.,:/@+=#%".contains(letter);
    match text {
        "" => "''".to_owned(),
        plain if plain.chars().all(is_plain) && !plain.starts_with('#') => plain.to_owned(),
        other => format!("'{}'", other.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::ticket_flag;

    #[test]
    fn what_is_more_than_a_word_is_quoted() {
        for (ticket, flag) in [
            ("INC0012345", " --ticket INC0012345"),
            ("DESK 7", " --ticket 'DESK 7'"),
            ("it's", r" --ticket 'it'\''s'"),
            ("#7", " --ticket '#7'"),
            ("$(x)", " --ticket '$(x)'"),
        ] {
            assert_eq!(ticket_flag(Some(ticket)), flag);
        }
        assert_eq!(ticket_flag(None), "");
    }
}
