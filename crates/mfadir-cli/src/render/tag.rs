//! The first word of a row: what becomes of a factor.

use mfadir_ops::Outcome;
use owo_colors::OwoColorize;

/// What becomes of a factor, or became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Goes,
    GoesToo,
    Stays,
    Kept,
    Lost,
    Arrived,
    Ended(Outcome),
}

impl Tag {
    /// The word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Goes => "goes",
            Self::GoesToo => "goes too",
            Self::Stays => "stays",
            Self::Kept => "kept",
            Self::Lost => "LOST",
            Self::Arrived => "new",
            Self::Ended(Outcome::Done) => "gone",
            Self::Ended(outcome) => outcome.as_str(),
        }
    }

    /// The word with the colour that says whether to worry.
    pub(super) fn paint(self, text: &str) -> String {
        match self {
            Self::Goes | Self::GoesToo => text.red().to_string(),
            Self::Lost | Self::Ended(Outcome::Failed) => text.red().bold().to_string(),
            Self::Ended(Outcome::Unconfirmed | Outcome::Reappeared | Outcome::Skipped) => {
                text.yellow().bold().to_string()
            }
            Self::Ended(Outcome::Done | Outcome::Absent) | Self::Kept => text.green().to_string(),
            Self::Stays | Self::Arrived => text.to_owned(),
        }
    }
}
