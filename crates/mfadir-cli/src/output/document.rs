//! What a command answers, in every format.

use serde::Serialize;

use super::{Look, Sheet};

/// An answer. Its serialization is the JSON document, without `schema`, which comes from here.
pub(crate) trait Document: Serialize {
    /// The name and version of the JSON shape, `mfadir.factor-list/v1`. Within a version fields are only added.
    const SCHEMA: &'static str;

    /// The field that holds the items, which `ndjson` writes one a line. Without it the document is one line.
    const ITEMS: Option<&'static str> = None;

    /// The items as rows, for `csv`.
    fn sheet(&self) -> Sheet;

    /// What people read. It may hold colours.
    fn text(&self, look: Look) -> String {
        self.sheet().table(look)
    }

    /// What people paste into a ticket.
    fn note(&self) -> String {
        self.text(Look::plain())
    }

    /// What a note of several acts takes from it: the note without who it is about, who acted, and when.
    fn account(&self) -> Vec<String> {
        self.note().lines().map(str::to_owned).collect()
    }
}
