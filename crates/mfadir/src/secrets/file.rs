//! A secret in a file that only its owner can read.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use mfadir_core::Result;
use secrecy::SecretString;

use super::{Variables, refused};

/// No secret is longer; a file that is was named by mistake.
const LONGEST: u64 = 64 * 1024;

pub(super) fn read(path: &Path, variables: &Variables) -> Result<SecretString> {
    let path = at_home(path, variables)?;
    let failed = |error: io::Error| {
        refused(format!("the secret's file {} cannot be read", path.display()))
            .with_hint(error.to_string())
            .with_source(error)
    };
    let file = File::open(&path).map_err(failed)?;
    private(&file, &path)?;
    let mut text = String::new();
    let read = file.take(LONGEST + 1).read_to_string(&mut text).map_err(failed)?;
    let secret = SecretString::from(text);
    if read as u64 > LONGEST {
        return Err(refused(format!("the file {} is too long to be a secret", path.display())));
    }
    Ok(secret)
}

/// `~/…` in the home folder. Without one it is refused: the working folder may hold anything under that name.
fn at_home(path: &Path, variables: &Variables) -> Result<PathBuf> {
    let home = variables.get(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
    match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => Ok(Path::new(home).join(rest)),
        (Ok(_), None) => {
            let error =
                refused(format!("nobody can tell where the secret's file {} is: no home folder", path.display()));
            Err(error.with_hint("write the whole path"))
        }
        (Err(_), _) => Ok(path.to_owned()),
    }
}

/// Asks the opened file, so that nobody can put another one in its place in between.
#[cfg(unix)]
fn private(file: &File, path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().map(|metadata| metadata.permissions().mode()).unwrap_or_default();
    let others = mode & 0o077;
    if others == 0 {
        return Ok(());
    }
    let error = refused(format!("others can read the secret's file {} (mode {:03o})", path.display(), mode & 0o777));
    Err(error.with_hint(format!("chmod 600 {}", path.display())))
}

#[cfg(not(unix))]
fn private(_file: &File, _path: &Path) -> Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

    use mfadir_core::Error;
    use secrecy::ExposeSecret;
    use tempfile::TempDir;

    use super::{Variables, read};

    fn file(folder: &TempDir, mode: u32) -> PathBuf {
        let path = folder.path().join("token");
        fs::write(&path, "s3cret\n").expect("a writable folder");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("our own file");
        path
    }

    fn error(mode: u32) -> Option<Error> {
        let folder = TempDir::new().expect("a temporary folder");
        read(&file(&folder, mode), &Variables::default()).err()
    }

    #[test]
    fn a_file_that_others_can_read_is_refused_with_the_remedy() {
        assert!(error(0o600).is_none());
        assert!(error(0o400).is_none());
        for mode in [0o644, 0o640, 0o604, 0o660] {
            let error = error(mode).expect("refused");
            assert!(error.to_string().starts_with("others can read"), "{error}");
            assert!(error.hint().is_some_and(|hint| hint.starts_with("chmod 600 ")));
            assert!(!format!("{error:?}").contains("s3cret"));
        }
    }

    #[test]
    fn a_tilde_is_the_home_folder() {
        let folder = TempDir::new().expect("a temporary folder");
        file(&folder, 0o600);
        let variables = [("HOME", folder.path())].into_iter().collect();
        let secret = read("~/token".as_ref(), &variables).expect("readable");
        assert_eq!(secret.expose_secret(), "s3cret\n");
        let error = read("~/token".as_ref(), &Variables::default()).expect_err("no home");
        assert_eq!(error.hint(), Some("write the whole path"));
    }
}
