//! A file that says who may do what: one that everybody can write says nothing.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// Why such a file is not taken, as a clause after its name.
#[derive(Debug, thiserror::Error)]
pub enum Untaken {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Unread(#[from] io::Error),
    /// Whoever has an account on this machine can write into it.
    #[error("can be written by everybody")]
    Open {
        /// The file.
        path: PathBuf,
    },
}

impl Untaken {
    /// What to do.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unread(_) => None,
            Self::Open { path } => Some(format!("chmod o-w {}", path.display())),
        }
    }
}

/// The text of a file with rules or operators. The group may write it: a desk's leads look after it together.
pub fn rule_text(path: &Path) -> Result<String, Untaken> {
    let mut file = File::open(path)?;
    if is_open(&file)? {
        return Err(Untaken::Open { path: path.to_owned() });
    }
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text)
}

/// Asks the opened file, so that nobody can put another one in its place in between.
#[cfg(unix)]
fn is_open(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file.metadata()?;
    // A pipe or a terminal is nobody's to keep.
    Ok(metadata.is_file() && metadata.permissions().mode() & 0o002 != 0)
}

#[cfg(not(unix))]
fn is_open(_file: &File) -> io::Result<bool> {
    Ok(false)
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::rule_text;

    #[test]
    fn a_file_that_everybody_can_write_is_not_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("operators.toml");
        fs::write(&path, "text").expect("writable");
        let at = |mode| {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("our own file");
            rule_text(&path).map_err(|untaken| untaken.hint())
        };
        for mode in [0o644, 0o664, 0o640] {
            assert_eq!(at(mode), Ok("text".to_owned()), "{mode:o}");
        }
        for mode in [0o666, 0o646, 0o602] {
            assert_eq!(at(mode), Err(Some(format!("chmod o-w {}", path.display()))), "{mode:o}");
        }
    }
}
