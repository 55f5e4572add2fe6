//! A slip in a file that people wrote: where it stands, and what was perhaps meant.

use std::fmt;

use mfadir::closest;
use mfadir_policy::BadPolicy;
use serde::Serialize;

use crate::{failure::Failure, output::clean};

/// What is wrong in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Slip {
    pub(super) file: String,
    /// From 1.
    line: usize,
    /// From 1, in characters.
    column: usize,
    message: String,
    suggestion: Option<String>,
}

impl Slip {
    /// A slip at this byte of the text.
    pub(super) fn at(file: &str, text: &str, at: usize, message: &str) -> Self {
        let before = &text[..text.floor_char_boundary(at)];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: clean(message).into_owned(),
            suggestion: suggestion(message),
        }
    }
}

impl From<BadPolicy> for Slip {
    fn from(bad: BadPolicy) -> Self {
        let BadPolicy { file, line, column, message } = bad;
        Self { file, line, column, suggestion: suggestion(&message), message: clean(&message).into_owned() }
    }
}

impl From<Slip> for Failure {
    fn from(slip: Slip) -> Self {
        let failure = Self::usage(slip.to_string());
        match slip.suggestion {
            Some(word) => failure.with_hint(format!("did you mean `{word}`?")),
            None => failure,
        }
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", clean(&self.file), self.line, self.column, self.message)
    }
}

/// The word that was perhaps meant, of those that the reader of the file says it expected.
fn suggestion(message: &str) -> Option<String> {
    let (what, expected) = message.split_once(", expected ")?;
    let word = quoted(what).next()?;
    closest(word, quoted(expected)).map(str::to_owned)
}

/// The words between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::Slip;

    #[test]
    fn a_slip_has_its_place_and_a_suggestion() {
        let text = "extends = \"strict\"\nü = 1\n";
        let slip = Slip::at("desk.toml", text, "extends = \"strict\"\nü".len(), "unknown field `ü`, expected `a`");
        assert_eq!(slip.to_string(), "desk.toml:2:2: unknown field `ü`, expected `a`");
        let slip = Slip::at("desk.toml", "", 0, "unknown field `tickets`, expected one of `extends`, `ticket`");
        assert_eq!(slip.suggestion.as_deref(), Some("ticket"));
        assert_eq!(Slip::at("desk.toml", "", 0, "nonsense").suggestion, None);
    }
}
