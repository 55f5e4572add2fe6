//! Secret files are named from where the configuration stands, not from where the command is called.

use std::{borrow::Cow, path::Path};

use toml::de::{DeTable, DeValue};

/// Puts `folder` before every relative path of a `{ file = "…" }`. A path that starts with `~` is left for whoever
/// knows the home folder.
pub(crate) fn anchor(table: &mut DeTable<'_>, folder: &Path) {
    for (key, value) in table.iter_mut() {
        match value.get_mut() {
            DeValue::Table(inner) => anchor(inner, folder),
            DeValue::String(path) if key.get_ref() == "file" && !path.starts_with('~') => {
                *path = Cow::Owned(folder.join(path.as_ref()).to_string_lossy().into_owned());
            }
            _ => {}
        }
    }
}
