//! The configuration: tenants by name, from one or several files.

mod anchor;
mod common;
mod desk;
mod error;
mod explain;
mod length;
mod name;
mod place;
mod places;
mod policy;
mod read;
mod rulebook;
mod sealed;
mod sections;
mod shift;
mod shown;
mod tenant;
pub use desk::{DeskConfig, Notices, TicketsConfig};
pub use error::ConfigError;
pub use length::duration;
pub use name::tenant_name;
pub use place::Place;
pub use places::Places;
pub use rulebook::{Untaken, rule_text};
pub use sealed::{Came, Sealed};
pub use tenant::Tenant;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use mfadir_core::TenantName;

use self::{
    common::Shared,
    explain::explain,
    place::Sources,
    sections::{Section, Sections},
    tenant::Around,
};
use crate::suggest::closest;

/// All tenants. A fault inside one tenant's section is told when that tenant is asked for, so that one customer's typo
/// does not stop the work for all others.
#[derive(Clone, Debug, Default)]
pub struct Config {
    tenants: BTreeMap<String, Entry>,
    output: Option<String>,
    desk: DeskConfig,
}

/// A tenant, or what is wrong with it.
#[derive(Clone, Debug)]
struct Entry {
    place: Option<Place>,
    tenant: Result<Tenant, ConfigError>,
}

impl Config {
    /// Reads the files. Missing ones are no error, except one that was named.
    pub fn load(places: &Places) -> Result<Self, ConfigError> {
        let (sources, system) = read::read(places, None)?;
        Self::of(&sources, system)
    }

    /// Reads the files as they would be if the one at `path` held `text`.
    pub fn preview(places: &Places, path: &Path, text: &str) -> Result<Self, ConfigError> {
        let (sources, system) = read::read(places, Some(read::Draft { path, text }))?;
        Self::of(&sources, system)
    }

    /// Reads one text; `path` is how errors name it, and where relative paths of secret files begin.
    pub fn parse(text: &str, path: impl Into<PathBuf>) -> Result<Self, ConfigError> {
        let mut sources = Sources::default();
        sources.add(path, text.to_owned());
        Self::of(&sources, 0)
    }

    fn of(sources: &Sources, system: usize) -> Result<Self, ConfigError> {
        let Sections { tenants, credentials, defaults, desk } = Sections::gather(sources, system)?;
        let shared = shared(defaults, sources)?;
        let desk = desk::desk(desk, sources)?;
        let common = Around { credentials: &credentials, shared: &shared, sources, sealed: desk.sealed.as_ref() };
        let entry = |name: &str, section: Section<'_>| Entry {
            place: sources.place(section.span.start),
            tenant: Tenant::read(name, section, &common),
        };
        let tenants = tenants.into_iter().map(|(name, section)| (name.clone(), entry(&name, section))).collect();
        Ok(Self { tenants, output: shared.output, desk })
    }

    /// A tenant by its exact name.
    pub fn tenant(&self, name: &str) -> Result<&Tenant, ConfigError> {
        match self.tenants.get(name) {
            Some(entry) => entry.tenant.as_ref().map_err(Clone::clone),
            None => Err(self.unknown(name)),
        }
    }

    /// The names of all tenants, in order.
    pub fn names(&self) -> impl Iterator<Item = TenantName> {
        self.tenants.keys().map(|name| name.as_str().into())
    }

    /// All tenants in the order of their names, the faulty ones with their fault.
    pub fn tenants(&self) -> impl Iterator<Item = (TenantName, Result<&Tenant, &ConfigError>)> {
        self.tenants.iter().map(|(name, entry)| (name.as_str().into(), entry.tenant.as_ref()))
    }

    /// Where a tenant is configured, a faulty one too.
    pub fn place(&self, name: &str) -> Option<&Place> {
        self.tenants.get(name).and_then(|entry| entry.place.as_ref())
    }

    /// The output format that `[defaults]` names.
    pub fn output(&self) -> Option<&str> {
        self.output.as_deref()
    }

    /// What the help desk of this machine works with.
    pub fn desk(&self) -> &DeskConfig {
        &self.desk
    }

    fn unknown(&self, name: &str) -> ConfigError {
        let error = ConfigError::new(format!("there is no tenant `{}`", name.escape_debug()));
        match closest(name, self.tenants.keys().map(String::as_str)) {
            Some(word) => error.with_hint(format!("did you mean `{word}`?")),
            None if self.tenants.is_empty() => error.with_hint("no tenant is configured"),
            None => error.with_hint(format!("configured are {}", self.few_names())),
        }
    }

    /// As many names as one can read at a glance.
    fn few_names(&self) -> String {
        let mut names: Vec<&str> = self.tenants.keys().map(String::as_str).take(10).collect();
        if self.tenants.len() > names.len() {
            names.push("…");
        }
        names.join(", ")
    }
}

fn shared(sections: Vec<Section<'_>>, sources: &Sources) -> Result<Shared, ConfigError> {
    let mut shared = Shared::default();
    for Section { span, keys, .. } in sections {
        let upper = Shared::read(keys, &span).map_err(|error| explain(&error, sources, &span, &[]))?;
        shared = upper.over(shared);
    }
    Ok(shared)
}

#[cfg(test)]
mod tests;
