//! What is kept between two runs, where only its owner can read it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
    surroundings::Surroundings,
};

/// The folder of all state: `$MFADIR_STATE`, or `mfadir` in `$XDG_STATE_HOME` (`%LOCALAPPDATA%` on Windows).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StateFolder(PathBuf);

impl StateFolder {
    /// The folder of these surroundings; it need not be there yet.
    pub(crate) fn of(surroundings: &Surroundings) -> Outcome<Self> {
        let path = |name: &str| surroundings.variables.get(name).map(PathBuf::from);
        if let Some(own) = path("MFADIR_STATE") {
            return Ok(Self(surroundings.folder.join(own)));
        }
        let base = if cfg!(windows) {
            path("LOCALAPPDATA")
        } else {
            let home = || path("HOME").map(|home| home.join(".local").join("state"));
            path("XDG_STATE_HOME").filter(|path| path.is_absolute()).or_else(home)
        };
        let failure = || Failure::usage("there is no home folder to keep state in").with_hint("set MFADIR_STATE");
        base.map(|base| Self(base.join("mfadir"))).ok_or_else(failure)
    }

    /// This folder.
    pub(crate) fn at(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// The folder itself.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// The state of one thing, in a folder of its own.
    pub(crate) fn within(&self, name: &str) -> Self {
        Self(self.0.join(name))
    }

    /// A file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Makes the folder, for its owner alone.
    pub(crate) fn make(&self) -> Outcome<()> {
        make(&self.0).map_err(|error| self.failed(&error))
    }

    /// Writes a file whole or not at all, for its owner alone.
    pub(crate) fn write(&self, name: &str, text: &str) -> Outcome<()> {
        self.make()?;
        write_private(&self.path(name), text).map_err(|error| self.failed(&error))
    }

    /// What an error of this folder is told as.
    pub(crate) fn failed(&self, error: &io::Error) -> Failure {
        Failure::new(Exit::Failed, format!("the state folder {} cannot be used: {error}", self.0.display()))
            .with_hint("MFADIR_STATE names another one")
    }
}

/// Puts a new file in the place of `path`, readable by its owner alone from its first byte on.
pub(crate) fn write_private(path: &Path, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = NamedTempFile::new_in(folder)?;
    fs::write(file.path(), bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(unix)]
pub(crate) fn make(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
pub(crate) fn make(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::StateFolder;
    use crate::surroundings::Surroundings;

    #[test]
    fn nobody_else_can_look_into_the_state() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let surroundings = Surroundings::of([("MFADIR_STATE", folder.path().join("deep/state"))].into_iter().collect());
        let state = StateFolder::of(&surroundings).expect("a folder").within("sandbox");
        state.write("token", "s3cret").expect("writable");
        let mode = |path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(state.path("token")), 0o600);
        assert_eq!(mode(state.path("")), 0o700);
        assert_eq!(fs::read_to_string(state.path("token")).expect("there"), "s3cret");
    }
}
