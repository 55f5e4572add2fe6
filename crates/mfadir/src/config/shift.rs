//! Parsed text whose spans count from the start of all files.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The table with every span moved on by `by`.
pub(crate) fn table(table: DeTable<'_>, by: usize) -> DeTable<'_> {
    table.into_iter().map(|(key, inner)| (moved(key, by), value(inner, by))).collect()
}

fn value(spanned: Spanned<DeValue<'_>>, by: usize) -> Spanned<DeValue<'_>> {
    let span = spanned.span();
    let inner = match spanned.into_inner() {
        DeValue::Table(inner) => DeValue::Table(table(inner, by)),
        DeValue::Array(items) => DeValue::Array(items.into_iter().map(|item| value(item, by)).collect()),
        plain => plain,
    };
    moved(Spanned::new(span, inner), by)
}

fn moved<T>(spanned: Spanned<T>, by: usize) -> Spanned<T> {
    let span = spanned.span();
    Spanned::new(span.start + by..span.end + by, spanned.into_inner())
}
