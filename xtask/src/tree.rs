//! The files of a checkout, as far as the rules look at them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// A text file, its path relative to the root and written with `/`.
pub(crate) struct Text {
    pub(crate) path: String,
    pub(crate) content: String,
}

impl Text {
    /// Its lines, counted from one.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.content.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Every file with this ending below the given folders, in order of path.
pub(crate) fn files(root: &Path, folders: &[&str], ending: &str) -> Result<Vec<Text>> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root.join(folder), ending, &mut found)?;
    }
    found.sort();
    found.into_iter().map(|path| read(root, &path)).collect()
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) -> Result<()> {
    if folder.is_file() {
        found.push(folder.to_owned());
        return Ok(());
    }
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        let wanted = path.extension().is_some_and(|extension| extension == ending);
        if wanted || (path.is_dir() && path.file_name().is_none_or(|name| name != "target")) {
            collect(&path, ending, found)?;
        }
    }
    Ok(())
}

fn read(root: &Path, path: &Path) -> Result<Text> {
    let content = fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    let relative = path.strip_prefix(root).unwrap_or(path);
    Ok(Text { path: relative.to_string_lossy().replace('\\', "/"), content })
}
