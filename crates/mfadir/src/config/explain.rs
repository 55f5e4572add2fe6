//! What serde and toml say, in our words: never a value from the file, since it may be a secret in the wrong place.

use std::ops::Range;

use toml::de::Error;

use super::{error::ConfigError, place::Sources};
use crate::suggest::closest;

/// The sources of a secret, as serde lists them when it meets anything else.
const SECRET_SOURCES: [&str; 4] = ["env", "file", "command", "keyring"];

/// Explains an error of the part of a file at `within`. `also` are keys that are good there beside those that serde
/// knows of.
pub(crate) fn explain(error: &Error, sources: &Sources, within: &Range<usize>, also: &[&str]) -> ConfigError {
    let span = error.span().unwrap_or_else(|| within.clone());
    told(error.message(), sources.is_string(&span), also).at(sources.place(span.start))
}

/// The same for a message whose place is known otherwise.
pub(crate) fn reworded(message: &str) -> ConfigError {
    told(message, false, &[])
}

fn told(message: &str, string: bool, also: &[&str]) -> ConfigError {
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let words: Vec<&str> = quoted(expected).collect();
    if SECRET_SOURCES.iter().all(|source| words.contains(source)) {
        return secret(what, string);
    }
    match what.split_once(" `") {
        Some(("unknown field", word)) => unknown_key(word.trim_end_matches('`'), words, also),
        Some(("unknown variant", word)) => unknown_value(word.trim_end_matches('`'), &words),
        Some(("missing field", key)) => ConfigError::new(format!("the key `{key} is missing")),
        _ if what.starts_with("invalid ") && !expected.is_empty() => wrong_type(what, expected),
        _ => own_words(message),
    }
}

/// What a backend says of its own values: what is wrong, and after a colon perhaps what to do.
fn own_words(message: &str) -> ConfigError {
    let message = message.replace('\n', ", ");
    match message.split_once(": ") {
        Some((wrong, remedy)) => ConfigError::new(wrong).with_hint(remedy),
        None => ConfigError::new(message),
    }
}

/// A secret that names none of its sources. A string there is the secret itself.
fn secret(what: &str, string: bool) -> ConfigError {
    let hint = r#"say where it is kept: { env = "NAME" }, { file = "/path" }, { command = ["program", "argument"] } or { keyring = "NAME" }"#;
    if string {
        return ConfigError::new("a secret cannot stand in the file itself").with_hint(hint);
    }
    let word = quoted(what).next().unwrap_or_default();
    let error = ConfigError::new(format!("`{word}` is not a source of secrets, expected {}", list(&SECRET_SOURCES)));
    error.with_hint(closest(word, SECRET_SOURCES).map_or_else(|| hint.to_owned(), did_you_mean))
}

fn unknown_key<'a>(key: &str, mut words: Vec<&'a str>, also: &[&'a str]) -> ConfigError {
    words.extend_from_slice(also);
    let error = ConfigError::new(format!("unknown key `{key}`, expected one of {}", list(&words)));
    match closest(key, words) {
        Some(word) => error.with_hint(did_you_mean(word)),
        None => error,
    }
}

fn unknown_value(value: &str, words: &[&str]) -> ConfigError {
    let error = ConfigError::new(format!("`{value}` is not among the values, expected {}", list(words)));
    match closest(value, words.iter().copied()) {
        Some(word) => error.with_hint(did_you_mean(word)),
        None => error,
    }
}

/// `invalid type: string "…", expected a boolean`, without what stands between.
fn wrong_type(what: &str, expected: &str) -> ConfigError {
    let found = what.split_once(": ").map_or("", |(_, found)| found);
    let found: String = found.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == ' ').collect();
    let found = if found.trim().is_empty() { "something else" } else { found.trim() };
    ConfigError::new(format!("expected {expected}, found {found}"))
}

fn did_you_mean(word: &str) -> String {
    format!("did you mean `{word}`?")
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The words between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_wrong_type_is_told_without_the_value() {
        let error = told(r#"invalid type: string "hunter2", expected a sequence"#, true, &[]);
        assert_eq!(error.message(), "expected a sequence, found string");
    }

    #[test]
    fn a_value_where_a_secret_source_belongs_is_never_repeated() {
        let error = told("unknown variant `hunter2`, expected one of `env`, `file`, `command`, `keyring`", true, &[]);
        assert_eq!(error.message(), "a secret cannot stand in the file itself");
        assert!(!format!("{error:?}").contains("hunter2"));
    }

    #[test]
    fn a_mistyped_source_is_suggested() {
        let error = told("unknown variant `evn`, expected one of `env`, `file`, `command`, `keyring`", false, &[]);
        assert_eq!(error.hint(), Some("did you mean `env`?"));
    }

    #[test]
    fn the_keys_of_both_sides_are_suggested() {
        let error = told("unknown field `tgas`, expected `url` or `auth`", false, &["tags"]);
        assert_eq!(error.message(), "unknown key `tgas`, expected one of `url`, `auth`, `tags`");
        assert_eq!(error.hint(), Some("did you mean `tags`?"));
    }

    #[test]
    fn a_missing_key_is_named() {
        assert_eq!(told("missing field `url`", false, &[]).message(), "the key `url` is missing");
    }
}
