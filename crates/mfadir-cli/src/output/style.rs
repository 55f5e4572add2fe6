//! How text for people looks.

use anstream::adapter::strip_str;
use mfadir::Variables;
use owo_colors::OwoColorize;

use super::clean::clean_but_colour;

/// Whether there are colours, and how wide a line may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether colours are shown. Text may always hold them: they are taken out at the end where they are not.
    pub colour: bool,
    /// How many columns there are; nothing where lines may be as long as they are.
    pub width: Option<u16>,
}

impl Look {
    /// No colours, no limit.
    pub(crate) fn plain() -> Self {
        Self::default()
    }

    /// The text as it is written: with one line end, and with colours only where they are wanted. Nothing but colours
    /// can steer a terminal.
    pub(crate) fn finish(self, text: &str) -> String {
        let safe = clean_but_colour(text);
        let mut text = if self.colour { safe.into_owned() } else { strip_str(&safe).to_string() };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }
}

/// Whether this environment wants colours on a terminal (<https://no-color.org>).
pub(super) fn wanted(variables: &Variables) -> bool {
    variables.get("NO_COLOR").is_none() && variables.get("TERM").is_none_or(|term| term != "dumb")
}

pub(super) fn error(word: &str) -> String {
    word.red().bold().to_string()
}

pub(super) fn warning(word: &str) -> String {
    word.yellow().bold().to_string()
}

pub(super) fn hint(word: &str) -> String {
    word.cyan().bold().to_string()
}

pub(super) fn header(line: &str) -> String {
    line.bold().to_string()
}
