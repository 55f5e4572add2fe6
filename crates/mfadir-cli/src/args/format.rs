//! How data is written.

use clap::ValueEnum;

/// The shape of what goes to standard output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// One document with a `schema`.
    Json,
    /// One object a line, without an envelope.
    Ndjson,
    /// One row an item, with a header.
    Csv,
    /// Plain text to paste into a ticket.
    Note,
}

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Result<Self, String> {
        <Self as ValueEnum>::from_str(name, false).map_err(|_| {
            format!("`{}` is not a format, expected table, json, ndjson, csv or note", name.escape_debug())
        })
    }
}
