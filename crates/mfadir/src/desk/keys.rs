//! The operators' signing keys.

use std::{
    fs::File,
    io::ErrorKind as Io,
    path::{Path, PathBuf},
    sync::Arc,
};

use aws_lc_rs::rand;
use base64::{Engine, engine::general_purpose::STANDARD};
use mfadir_core::{Error, ErrorKind, Result};
use mfadir_policy::{PrivateKey, PublicKey};
use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox, SecretString};

use super::{disk, fault, folder::file_name};
use crate::config::DeskConfig;

/// What stands before the bytes in a key's file.
const PREFIX: &str = "ed25519-private:";
const ENDING: &str = "key";

/// The folder of the signing keys, one file an operator, for its owner alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyStore(PathBuf);

impl DeskConfig {
    /// The operators' signing keys, in the configured folder or in the state folder.
    pub fn key_store(&self, state: &Path) -> KeyStore {
        KeyStore::new(self.keys.clone().unwrap_or_else(|| state.join("keys")))
    }
}

impl KeyStore {
    /// The keys in this folder, which need not be there yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// The file of this operator's key.
    pub fn path(&self, operator: &str) -> PathBuf {
        self.0.join(format!("{}.{ENDING}", file_name(operator)))
    }

    /// Makes a key for an operator who has none. `Conflict` where there is one: it is never written over.
    pub fn new_key(&self, operator: &str) -> Result<PublicKey> {
        let path = self.path(operator);
        let key = fresh()?;
        let text = written(&key);
        match disk::create(&path, text.expose_secret().as_bytes()) {
            Ok(()) => Ok(key.public()),
            Err(error) if error.kind() == Io::AlreadyExists => {
                let error = Error::new(ErrorKind::Conflict, format!("{operator} has a key in {}", path.display()));
                Err(error.with_hint("a key is never written over: move it away first if it is to be replaced"))
            }
            Err(error) => Err(fault::file(&path, "cannot be written", error)),
        }
    }

    /// The key of this operator; nothing where there is none. `Refused` for one that others can read.
    pub fn key(&self, operator: &str) -> Result<Option<Arc<PrivateKey>>> {
        let path = self.path(operator);
        let file = match File::open(&path) {
            Err(error) if error.kind() == Io::NotFound => return Ok(None),
            file => file.map_err(|error| fault::file(&path, "cannot be read", error))?,
        };
        private(&file, &path)?;
        let text = disk::text(file).map_err(|error| fault::file(&path, "cannot be read", error))?;
        let none = || Error::new(ErrorKind::Refused, format!("{} holds no key", path.display()));
        read(&text.into()).map(|key| Some(Arc::new(key))).ok_or_else(none)
    }
}

/// A key that nobody can guess.
fn fresh() -> Result<PrivateKey> {
    let mut seed = SecretBox::new(Box::new([0; 32]));
    let failed = |_| Error::new(ErrorKind::Refused, "the system gives no random numbers, so there can be no key");
    rand::fill(seed.expose_secret_mut()).map_err(failed)?;
    Ok(PrivateKey::of(seed))
}

fn written(key: &PrivateKey) -> SecretString {
    format!("{PREFIX}{}\n", STANDARD.encode(key.seed().expose_secret())).into()
}

fn read(text: &SecretString) -> Option<PrivateKey> {
    let encoded = text.expose_secret().trim_end().strip_prefix(PREFIX)?;
    let mut seed = SecretBox::new(Box::new([0; 32]));
    let read = STANDARD.decode_slice(encoded, seed.expose_secret_mut()).ok()?;
    (read == 32).then(|| PrivateKey::of(seed))
}

/// Asks the opened file, so that nobody can put another one in its place in between.
#[cfg(unix)]
fn private(file: &File, path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().map_err(|error| fault::file(path, "cannot be looked at", error))?.permissions().mode();
    let others = mode & 0o077;
    if others == 0 {
        return Ok(());
    }
    let error = Error::new(ErrorKind::Refused, format!("others can read the key in {}", path.display()));
    Err(error.with_hint("whoever read it can sign: make a new one, and put its public half into the operators file"))
}

#[cfg(not(unix))]
fn private(_file: &File, _path: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use mfadir_core::ErrorKind;

    use super::KeyStore;

    #[test]
    fn a_key_is_kept_and_never_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = KeyStore::new(folder.path().join("keys"));
        assert!(keys.key("ann").expect("nothing wrong").is_none());
        let public = keys.new_key("ann").expect("made");
        let kept = || keys.key("ann").expect("readable").expect("there");
        assert_eq!(kept().public(), public);
        assert_eq!(keys.new_key("ann").expect_err("there is one").kind(), ErrorKind::Conflict);
        assert_eq!(kept().public(), public);
        assert_ne!(keys.new_key("bob").expect("made"), public);
    }

    #[test]
    fn what_is_no_key_is_told_and_not_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = KeyStore::new(folder.path());
        for text in ["", "00canary", "ed25519-private:AAAA\n", "ed25519-private:!canary"] {
            super::disk::replace(&keys.path("ann"), text.as_bytes()).expect("writable");
            let error = keys.key("ann").expect_err("no key");
            assert!(error.message().ends_with("holds no key"), "{error}");
            assert!(!format!("{error:?}").contains("canary"));
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it_and_one_that_others_can_read_is_refused() {
        use std::{fs, os::unix::fs::PermissionsExt};
        let folder = tempfile::tempdir().expect("a folder");
        let keys = KeyStore::new(folder.path().join("keys"));
        keys.new_key("ann").expect("made");
        let path = keys.path("ann");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(folder.path().join("keys")).expect("there").permissions().mode() & 0o777, 0o700);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("our own file");
        assert!(keys.key("ann").expect_err("refused").message().starts_with("others can read the key"));
    }
}
