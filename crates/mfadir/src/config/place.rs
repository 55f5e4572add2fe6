//! Where in which file something stands.

use std::{
    fmt,
    ops::Range,
    path::{Path, PathBuf},
};

/// A place in a configuration file, as editors count: lines and columns from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path.display(), self.line, self.column)
    }
}

impl Place {
    /// The place of a byte in the text of a file.
    pub(crate) fn in_text(path: &Path, text: &str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// The text of every file, numbered through: a tenant may take its credential from another file, and still each of
/// its bytes has one position.
#[derive(Debug, Default)]
pub(crate) struct Sources(Vec<Source>);

/// The text of one file.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) start: usize,
}

impl Sources {
    pub(crate) fn add(&mut self, path: impl Into<PathBuf>, text: String) {
        let start = self.0.last().map_or(0, |last| last.start + last.text.len() + 1);
        self.0.push(Source { path: path.into(), text, start });
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    pub(crate) fn place(&self, at: usize) -> Option<Place> {
        self.source(at).map(|source| Place::in_text(&source.path, &source.text, at - source.start))
    }

    /// The folder of the file that holds the position.
    pub(crate) fn folder(&self, at: usize) -> Option<&Path> {
        self.source(at).and_then(|source| source.path.parent())
    }

    /// Whether a string stands there, as it was typed.
    pub(crate) fn is_string(&self, span: &Range<usize>) -> bool {
        let typed = self.source(span.start).and_then(|source| source.text.get(span.start - source.start..));
        typed.is_some_and(|typed| typed.starts_with(['"', '\'']))
    }

    fn source(&self, at: usize) -> Option<&Source> {
        self.0.iter().rev().find(|source| source.start <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;

    #[test]
    fn every_byte_of_every_file_has_its_own_place() {
        let mut sources = Sources::default();
        sources.add("one.toml", "a\nä = 1".to_owned());
        sources.add("two.toml", "b".to_owned());
        let starts: Vec<usize> = sources.iter().map(|source| source.start).collect();
        let place = |at| sources.place(at).expect("a position of a file").to_string();
        assert_eq!(place(0), "one.toml:1:1");
        assert_eq!(place("a\nä ".len()), "one.toml:2:3");
        assert_eq!(place(starts[1]), "two.toml:1:1");
    }

    #[test]
    fn the_end_of_a_file_belongs_to_it() {
        let mut sources = Sources::default();
        sources.add("one.toml", "a".to_owned());
        sources.add("two.toml", String::new());
        assert_eq!(sources.place(1).expect("the end").to_string(), "one.toml:1:2");
    }
}
