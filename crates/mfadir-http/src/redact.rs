//! What a server said, made fit to be repeated.

use secrecy::{ExposeSecret, SecretString};

/// How much of a server's own text is repeated at most, in characters.
const LONGEST: usize = 300;

/// The text without the secret, without control characters (a terminal would obey them), on one line and not too long.
pub(crate) fn redact(text: &str, secret: Option<&SecretString>) -> String {
    let secret = secret.map(ExposeSecret::expose_secret).filter(|secret| !secret.is_empty());
    let masked = secret.map_or_else(|| text.to_owned(), |secret| text.replace(secret, "…"));
    let line = masked.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty());
    shorten(&line.collect::<Vec<_>>().join(" "))
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, redact};

    #[test]
    fn the_secret_is_not_repeated() {
        let said = redact("Invalid token provided: canary", Some(&"canary".into()));
        assert_eq!(said, "Invalid token provided: …");
        assert_eq!(redact("nothing to hide", Some(&"".into())), "nothing to hide");
    }

    #[test]
    fn it_is_one_short_line_without_control_characters() {
        assert_eq!(redact("a\u{1b}[31m\r\n  b\u{7}", None), "a [31m b");
        let long = redact(&"ä".repeat(2 * LONGEST), None);
        assert_eq!(long.chars().count(), LONGEST + 1);
    }
}
