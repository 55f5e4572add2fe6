//! A desk with a configuration and a keyring of its own.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use mfadir::{Error, ErrorKind, Keyring, Result, SystemClock};
use mfadir_cli::{Streams, Surroundings, Terminals, run};
use secrecy::{ExposeSecret, SecretString};
use tempfile::TempDir;

/// What a command said on each stream, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) output: String,
    pub(crate) error: String,
    pub(crate) exit: u8,
}

/// A keyring in memory.
#[derive(Debug, Default)]
pub(crate) struct Ring(Mutex<BTreeMap<String, String>>);

impl Ring {
    pub(crate) fn names(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }
}

impl Keyring for Ring {
    fn read(&self, name: &str) -> Result<SecretString> {
        let found = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        found.map(SecretString::from).ok_or_else(|| Error::new(ErrorKind::Invalid, format!("no entry {name}")))
    }

    fn store(&self, name: &str, secret: &SecretString) -> Result<()> {
        let secret = secret.expose_secret().to_owned();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), secret);
        Ok(())
    }
}

/// A place to work at. The variable `TOKEN` holds a secret.
#[derive(Debug)]
pub(crate) struct Seat {
    folder: TempDir,
    pub(crate) keyring: Arc<Ring>,
}

impl Seat {
    /// With this configuration.
    pub(crate) fn with(configuration: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("config.toml"), configuration).expect("writable");
        Self { folder, keyring: Arc::default() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The configuration as it is now.
    pub(crate) fn configuration(&self) -> String {
        fs::read_to_string(self.path("config.toml")).expect("there")
    }

    /// Runs a command line where nobody sits.
    pub(crate) async fn run(&self, line: &str) -> Ran {
        self.go(line.split(' '), None).await
    }

    /// Runs a command line at a terminal where somebody types.
    pub(crate) async fn run_with(&self, line: &str, typed: &str) -> Ran {
        self.go(line.split(' '), Some(typed)).await
    }

    /// What is offered for the last of these words.
    pub(crate) async fn offered(&self, words: &[&str]) -> Vec<String> {
        let asked = ["__offer", "--", "mfadir"].iter().chain(words).copied();
        let ran = self.go(asked, None).await;
        assert_eq!((ran.exit, ran.error.as_str()), (0, ""), "{words:?}");
        ran.output.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
    }

    async fn go<'a>(&self, words: impl Iterator<Item = &'a str>, typed: Option<&str>) -> Ran {
        let (streams, captured) = Streams::captured(typed.unwrap_or_default());
        let terminals = Terminals { input: typed.is_some(), output: false, error: typed.is_some(), width: None };
        let words = ["mfadir"].into_iter().chain(words).map(OsString::from).collect::<Vec<_>>();
        let streams = Streams { terminals, ..streams };
        let exit = run(words, self.surroundings(), streams, Arc::new(SystemClock::new())).await;
        Ran { output: captured.output(), error: captured.error(), exit }
    }

    fn surroundings(&self) -> Surroundings {
        let (config, state) = (self.path("config.toml"), self.path("state"));
        let variables = [("MFADIR_CONFIG", config), ("MFADIR_STATE", state), ("TOKEN", "s3cret".into())];
        let folder = self.folder.path().to_owned();
        let keyring = self.keyring.clone();
        Surroundings { folder, keyring, ..Surroundings::of(variables.into_iter().collect()) }
    }
}
