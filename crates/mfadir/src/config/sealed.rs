//! A machine on which the system's configuration alone counts.
//!
//! The desk host: agents run the command under a service account, by sudo, and cannot read the credential. Nothing that
//! they can set may change tenant, policy, operator or log.

mod trust;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use mfadir_core::{Operator, Via};
use toml::de::{DeTable, DeValue};

use super::{
    error::ConfigError,
    place::{Place, Sources},
    places::Places,
};
use trust::{ROOT, trusted};

/// The environment variables that name paths.
const PATHS: [&str; 2] = ["MFADIR_CONFIG", "MFADIR_STATE"];

/// Where state is kept when the file does not say it.
const STATE: &str = "/var/lib/mfadir";

/// That the system's file says `sealed = true`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    place: Option<Place>,
    state: PathBuf,
    account: Option<String>,
    owner: u32,
}

impl Sealed {
    pub(crate) fn new(place: Option<Place>, state: Option<PathBuf>, account: Option<String>) -> Self {
        Self { place, state: state.unwrap_or_else(|| STATE.into()), account, owner: ROOT }
    }

    /// Where all state is: no variable says it.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// The error for something that is not taken here, as `--config`.
    pub fn refuse(&self, what: &str) -> ConfigError {
        refused(self.place.as_ref(), what)
    }

    /// Refuses the environment variables that name paths.
    pub fn check_variables(&self, variable: impl Fn(&str) -> Option<OsString>) -> Result<(), ConfigError> {
        let set = |name: &&str| variable(name).is_some_and(|value| !value.is_empty());
        PATHS.into_iter().find(set).map_or(Ok(()), |name| Err(self.refuse(&format!("${name}"))))
    }

    /// Who acts: the account that runs the command, or the one that called sudo for it. sudo's word is believed where
    /// root runs the command, or the service account, as which nobody comes but by sudo.
    pub fn operator(
        &self,
        account: &str,
        sudo_caller: Option<&str>,
        host: Option<String>,
    ) -> Result<Operator, ConfigError> {
        let is_service = self.account.as_deref() == Some(account);
        let caller = sudo_caller.filter(|_| account == "root" || is_service);
        let (id, via) = match caller {
            Some(caller) if Some(caller) != self.account.as_deref() => (caller, Via::Sudo),
            _ if is_service => return Err(self.nobody(account)),
            _ => (account, Via::Os),
        };
        Ok(Operator { id: id.to_owned(), via, on_behalf_of: None, host })
    }

    fn nobody(&self, account: &str) -> ConfigError {
        let message = format!("nobody can tell who acts: {account} is the service account, and sudo did not call it");
        ConfigError::new(message).at(self.place.clone()).with_hint(format!("sudo -u {account} mfadir …"))
    }

    /// A clause where somebody else than root could change the file.
    pub(crate) fn trusts(&self, path: &Path) -> Result<(), String> {
        trusted(path, self.owner)
    }
}

/// Where one of these files, which are the system's, says that the machine is sealed; refused where somebody else could
/// have written it. What cannot be read says nothing here: the error comes when all is read.
pub(crate) fn said(sources: &Sources) -> Result<Option<Place>, ConfigError> {
    said_by(sources, ROOT)
}

fn said_by(sources: &Sources, owner: u32) -> Result<Option<Place>, ConfigError> {
    for source in sources.iter() {
        let Some(at) = DeTable::parse(&source.text).ok().and_then(|table| key_of(table.get_ref())) else { continue };
        let place = sources.place(source.start + at);
        trusted(&source.path, owner).map_err(|why| {
            let error = ConfigError::new(why).at(place.clone());
            error.with_hint("`sealed` counts in a file that only root can change")
        })?;
        return Ok(place);
    }
    Ok(None)
}

fn key_of(table: &DeTable<'_>) -> Option<usize> {
    let DeValue::Table(desk) = table.get("desk")?.get_ref() else { return None };
    let (key, value) = desk.iter().find(|(key, _)| key.get_ref() == "sealed")?;
    matches!(value.get_ref(), DeValue::Boolean(true)).then(|| key.span().start)
}

/// Refuses every file beside the system's.
pub(crate) fn alone(places: &Places, place: &Place) -> Result<(), ConfigError> {
    if let Some(named) = &places.named {
        return Err(refused(Some(place), &format!("the configuration {}", named.display())));
    }
    let own = places.user.iter().flat_map(|user| [user.clone(), user.with_file_name("config.d")]);
    match own.into_iter().find(|path| path.symlink_metadata().is_ok()) {
        Some(path) => Err(refused(Some(place), &path.display().to_string()).with_hint("take it away")),
        None => Ok(()),
    }
}

fn refused(place: Option<&Place>, what: &str) -> ConfigError {
    ConfigError::new(format!("this machine is sealed: {what} is not taken")).at(place.cloned())
}

#[cfg(all(test, unix))]
mod tests;
