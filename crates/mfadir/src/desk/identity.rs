//! The provider's own id of the tenant, once it was seen.

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use mfadir_core::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

use super::{DeskFolders, disk, fault};
use crate::config::Tenant;

/// Who answers at a tenant's address, by the provider's own id, as far as it was seen. An address says where; only the
/// id says that it is still the same customer of the provider.
#[derive(Clone, Debug)]
pub struct TenantIdentity {
    file: PathBuf,
    origin: Option<String>,
    id: Arc<OnceLock<String>>,
}

/// What the file holds.
#[derive(Debug, Serialize, Deserialize)]
struct Seen {
    /// The address at which it was seen: the id says nothing about another one.
    origin: Option<String>,
    id: String,
}

impl TenantIdentity {
    /// What the state folder knows of this tenant. A file that cannot be read is as none: it is seen again.
    pub fn of(state: &Path, tenant: &Tenant) -> Self {
        let file = DeskFolders::of(state, &tenant.name).locks.join("identity.json");
        let identity = Self { file, origin: tenant.setting("url").map(str::to_owned), id: Arc::default() };
        if let Some(seen) = read(&identity.file).filter(|seen| seen.origin == identity.origin) {
            identity.id.get_or_init(|| seen.id);
        }
        identity
    }

    /// The id, where it was seen.
    pub fn id(&self) -> Option<&str> {
        self.id.get().map(String::as_str)
    }

    /// Keeps the id that was seen just now. An id that was seen earlier stays: `Conflict` where it is another one.
    pub fn see(&self, id: &str) -> Result<()> {
        match self.id() {
            Some(known) if known == id => return Ok(()),
            Some(known) => return Err(self.another(known, id)),
            None => {}
        }
        let seen = Seen { origin: self.origin.clone(), id: id.to_owned() };
        let bytes =
            serde_json::to_vec(&seen).map_err(|error| fault::file(&self.file, "cannot be written", error.into()))?;
        disk::replace(&self.file, &bytes).map_err(|error| fault::file(&self.file, "cannot be written", error))?;
        self.id.get_or_init(|| seen.id);
        Ok(())
    }

    fn another(&self, known: &str, id: &str) -> Error {
        let text = format!("the provider calls this tenant {id}, and earlier it was {known}");
        let hint = format!("is the address still the right one? Where it is, take {} away", self.file.display());
        Error::new(ErrorKind::Conflict, text).with_hint(hint)
    }
}

fn read(file: &Path) -> Option<Seen> {
    serde_json::from_str(&disk::text(File::open(file).ok()?).ok()?).ok()
}
