//! The state between two runs: one file that only its owner can read.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use mfadir_memory::World;
use serde::{Deserialize, Serialize};

use crate::{credential::Keys, desk::Desk, recorder::SeenRequest};

const VERSION: u32 = 2;

/// Everything that is kept: a tenant beside each provider's name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stored {
    version: u32,
    #[serde(flatten)]
    tenants: BTreeMap<String, StoredTenant>,
}

/// What is kept of one tenant. Fault rules and rate windows are not.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StoredTenant {
    /// Its state.
    pub(crate) world: World,
    /// Its credentials.
    pub(crate) keys: Keys,
    /// What it was asked.
    pub(crate) requests: Vec<SeenRequest>,
    /// Its tickets and post, where it is the desk.
    #[serde(default, skip_serializing_if = "Desk::is_empty")]
    pub(crate) desk: Desk,
    seconds_ahead: f64,
}

impl StoredTenant {
    pub(crate) fn new(world: World, keys: Keys, requests: Vec<SeenRequest>, ahead: Duration) -> Self {
        Self { world, keys, requests, desk: Desk::default(), seconds_ahead: ahead.as_secs_f64() }
    }

    /// The same with these tickets and this post.
    pub(crate) fn with_desk(self, desk: Desk) -> Self {
        Self { desk, ..self }
    }

    /// How far its clock was moved.
    pub(crate) fn ahead(&self) -> Duration {
        Duration::try_from_secs_f64(self.seconds_ahead).unwrap_or_default()
    }
}

impl Stored {
    /// The tenant of the provider, which is then no longer in here. Nothing where it was not simulated yet.
    pub(crate) fn take(&mut self, provider: &str) -> Option<StoredTenant> {
        self.tenants.remove(provider)
    }
}

impl FromIterator<(String, StoredTenant)> for Stored {
    fn from_iter<I: IntoIterator<Item = (String, StoredTenant)>>(tenants: I) -> Self {
        Self { version: VERSION, tenants: tenants.into_iter().collect() }
    }
}

/// The file, if the state is kept at all.
#[derive(Clone, Debug)]
pub(crate) struct StateFile(Option<PathBuf>);

impl StateFile {
    pub(crate) fn new(path: Option<PathBuf>) -> Self {
        Self(path)
    }

    /// What was kept. Nothing where there is no file; a file that cannot be understood is an error.
    pub(crate) fn load(&self) -> io::Result<Option<Stored>> {
        let Some(path) = &self.0 else { return Ok(None) };
        let bytes = match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        let stored: Stored = serde_json::from_slice(&bytes).map_err(|error| unreadable(path, &error.to_string()))?;
        if stored.version == VERSION { Ok(Some(stored)) } else { Err(unreadable(path, "it is of another version")) }
    }

    /// Keeps it. The file is there whole or as it was before, whatever happens meanwhile.
    pub(crate) fn save(&self, stored: &Stored) -> io::Result<()> {
        let Some(path) = &self.0 else { return Ok(()) };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let next = path.with_extension("next");
        let mut file = private(&next)?;
        file.write_all(&serde_json::to_vec(stored)?)?;
        fs::rename(&next, path)
    }

    /// Writes a private key beside the state. Nothing where nothing is kept.
    pub(crate) fn save_key(&self, pem: &str) -> io::Result<Option<PathBuf>> {
        let Some(path) = &self.0 else { return Ok(None) };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let path = path.with_extension("okta-key.pem");
        write_key(&path, pem)?;
        Ok(Some(path))
    }

    /// Whether anything is kept.
    pub(crate) fn is_kept(&self) -> bool {
        self.0.is_some()
    }
}

/// Writes a private key that only its owner can read.
pub(crate) fn write_key(path: &Path, pem: &str) -> io::Result<()> {
    let next = path.with_extension("next");
    private(&next)?.write_all(pem.as_bytes())?;
    fs::rename(&next, path)
}

fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn unreadable(path: &Path, why: &str) -> io::Error {
    let message = format!("the sandbox state {} cannot be used: {why}; start over with a fresh one", path.display());
    io::Error::new(io::ErrorKind::InvalidData, message)
}
