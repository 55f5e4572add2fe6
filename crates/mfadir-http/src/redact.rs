//! What a server said, made fit to be repeated.

use secrecy::{ExposeSecret, SecretString};

/// How much of a server's own text is repeated at most, in characters.
const LONGEST: usize = 300;

/// Secrets of fewer bytes may turn up in a text by chance.
const LONG: usize = 12;

/// The text without the secrets, without control characters (a terminal would obey them), on one line and not too long.
pub(crate) fn redact(text: &str, secrets: &[SecretString]) -> String {
    let secrets = secrets.iter().map(ExposeSecret::expose_secret).filter(|secret| !secret.is_empty());
    let masked = secrets.fold(text.to_owned(), |text, secret| mask(&text, secret));
    let line = masked.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty());
    shorten(&line.collect::<Vec<_>>().join(" "))
}

/// A short secret, such as a one-time code, is masked where it stands as a word: inside one it is part of something
/// else, such as the server's own error code.
fn mask(text: &str, secret: &str) -> String {
    if secret.len() >= LONG {
        return text.replace(secret, "…");
    }
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for (start, found) in text.match_indices(secret) {
        let (before, after) = (&text[..start], &text[start + found.len()..]);
        if !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric) {
            masked.push_str(&text[end..start]);
            masked.push('…');
            end = start + found.len();
        }
    }
    masked + &text[end..]
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
    fn no_secret_is_repeated() {
        let said = redact("Invalid token provided: canary", &["canary".into()]);
        assert_eq!(said, "Invalid token provided: …");
        assert_eq!(redact("one two", &["one".into(), "two".into()]), "… …");
        assert_eq!(redact("nothing to hide", &["".into()]), "nothing to hide");
    }

    #[test]
    fn a_code_is_masked_and_what_only_holds_its_digits_is_not() {
        let secrets = ["0000".into()];
        assert_eq!(redact("E0000068: 0000 is wrong, \"0000\" too", &secrets), "E0000068: … is wrong, \"…\" too");
        assert_eq!(redact("0000", &secrets), "…");
    }

    #[test]
    fn it_is_one_short_line_without_control_characters() {
        assert_eq!(redact("a\u{1b}[31m\r\n  b\u{7}", &[]), "a [31m b");
        let long = redact(&"ä".repeat(2 * LONGEST), &[]);
        assert_eq!(long.chars().count(), LONGEST + 1);
    }
}
