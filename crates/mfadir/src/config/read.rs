//! Reads the files, the lowest first.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use super::{error::ConfigError, place::Sources, places::Places, sealed};

/// A file that is not written yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) path: &'a Path,
    pub(crate) text: &'a str,
}

/// The texts of all places, and how many of them are the system's. A draft is read in the place of its file.
pub(crate) fn read(places: &Places, draft: Option<Draft<'_>>) -> Result<(Sources, usize), ConfigError> {
    let mut reader = Reader { sources: system_or(places, draft)?, draft };
    let below = reader.sources.iter().count();
    if let Some(sealed) = sealed::said(&reader.sources)? {
        let drafted = draft.map(|draft| draft.path.to_owned());
        let named = drafted.or_else(|| places.named.clone());
        sealed::alone(&Places { named, ..places.clone() }, &sealed)?;
        return Ok((reader.sources, below));
    }
    match (&places.named, &places.user) {
        (Some(named), _) => reader.add(named, true)?,
        (None, Some(user)) => reader.add_with_folder(user)?,
        (None, None) => {}
    }
    Ok((reader.sources, below))
}

/// The text of the system's file alone; none where it is missing.
pub(crate) fn system(places: &Places) -> Result<Sources, ConfigError> {
    system_or(places, None)
}

fn system_or(places: &Places, draft: Option<Draft<'_>>) -> Result<Sources, ConfigError> {
    let mut reader = Reader { sources: Sources::default(), draft };
    if let Some(system) = &places.system {
        reader.add(system, false)?;
    }
    Ok(reader.sources)
}

struct Reader<'a> {
    sources: Sources,
    draft: Option<Draft<'a>>,
}

impl Reader<'_> {
    fn add_with_folder(&mut self, user: &Path) -> Result<(), ConfigError> {
        self.add(user, false)?;
        for path in fragments(&user.with_file_name("config.d"))? {
            self.add(&path, true)?;
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, required: bool) -> Result<(), ConfigError> {
        let text = match self.draft.filter(|draft| draft.path == path) {
            Some(draft) => Ok(draft.text.to_owned()),
            None => fs::read_to_string(path),
        };
        match text {
            Ok(text) => self.sources.add(path, text),
            Err(error) if !required && is_missing(&error) => {}
            Err(error) => return Err(ConfigError::file(path, "the configuration cannot be read", &error)),
        }
        Ok(())
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The `*.toml` of a folder, by name; none where there is no such folder.
fn fragments(folder: &Path) -> Result<Vec<PathBuf>, ConfigError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if is_missing(&error) => return Ok(Vec::new()),
        Err(error) => return Err(ConfigError::file(folder, "the folder cannot be read", &error)),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}
