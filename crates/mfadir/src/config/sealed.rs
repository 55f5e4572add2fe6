//! A machine on which the system's configuration alone counts.
//!
//! The desk host: agents run the command under a service account, by sudo, and cannot read the credential. Nothing that
//! they can set may change tenant, policy, operator or log.

mod trust;
mod variables;
mod who;

pub use who::Came;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use toml::de::{DeTable, DeValue};

use super::{
    error::ConfigError,
    place::{Place, Sources},
    places::Places,
    read, sections,
};
use trust::{ROOT, trusted};

/// The key of `[desk]` that says it.
const KEY: &str = "sealed";

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

    /// Whether the system's file seals this machine. Nothing else of it is looked at: a file that does not speak of it
    /// is not even understood.
    ///
    /// # Errors
    /// Where it cannot be told: the file cannot be read, or somebody else than root could have written it.
    pub fn of(places: &Places) -> Result<Option<Self>, ConfigError> {
        said(&read::system(places)?)
    }

    /// Where all state is: no variable says it.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// The error for something that is not taken here, as `--config`.
    pub fn refuse(&self, what: &str) -> ConfigError {
        let error = ConfigError::new(format!("this machine is sealed: {what} is not taken")).at(self.place.clone());
        error.with_hint("do it on another machine, or ask whoever looks after this one")
    }

    /// Refuses the environment variables that name paths.
    pub fn check_variables(&self, variable: impl Fn(&str) -> Option<OsString>) -> Result<(), ConfigError> {
        let set = |name: &&str| variable(name).is_some_and(|value| !value.is_empty());
        PATHS
            .into_iter()
            .find(set)
            .map_or(Ok(()), |name| Err(self.refuse(&format!("${name}")).with_hint(format!("unset {name}"))))
    }

    /// A clause where somebody else than root could change the file.
    pub(crate) fn trusts(&self, path: &Path) -> Result<(), String> {
        trusted(path, self.owner)
    }
}

/// Whether one of these files, which are the system's, says that the machine is sealed; refused where somebody else
/// could have written it.
pub(crate) fn said(sources: &Sources) -> Result<Option<Sealed>, ConfigError> {
    said_by(sources, ROOT)
}

fn said_by(sources: &Sources, owner: u32) -> Result<Option<Sealed>, ConfigError> {
    for source in sources.iter().filter(|source| source.text.contains(KEY)) {
        let table = sections::parse(source, sources)?;
        let Some((at, desk)) = key_of(&table) else { continue };
        let place = sources.place(at);
        trusted(&source.path, owner).map_err(|why| {
            let error = ConfigError::new(why).at(place.clone());
            error.with_hint("`sealed` counts in a file that only root can change")
        })?;
        let text = |key: &str| desk.get(key).and_then(|value| value.get_ref().as_str()).map(str::to_owned);
        let folder = source.path.parent().unwrap_or(Path::new(""));
        return Ok(Some(Sealed::new(place, text("state").map(|state| folder.join(state)), text("account"))));
    }
    Ok(None)
}

/// Where the key stands, and what stands beside it.
fn key_of<'a, 'i>(table: &'a DeTable<'i>) -> Option<(usize, &'a DeTable<'i>)> {
    let DeValue::Table(desk) = table.get("desk")?.get_ref() else { return None };
    let (key, value) = desk.iter().find(|(key, _)| key.get_ref() == KEY)?;
    matches!(value.get_ref(), DeValue::Boolean(true)).then(|| (key.span().start, desk))
}

/// Refuses every file beside the system's.
pub(crate) fn alone(places: &Places, sealed: &Sealed) -> Result<(), ConfigError> {
    if let Some(named) = &places.named {
        return Err(sealed.refuse(&format!("the configuration {}", named.display())));
    }
    let own = places.user.iter().flat_map(|user| [user.clone(), user.with_file_name("config.d")]);
    match own.into_iter().find(|path| path.symlink_metadata().is_ok()) {
        Some(path) => Err(sealed.refuse(&path.display().to_string()).with_hint("take it away")),
        None => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests;
