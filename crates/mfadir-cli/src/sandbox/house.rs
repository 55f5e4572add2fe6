//! Who serves the sandbox of a state folder: one process at a time.

use std::{
    fs::{self, File, TryLockError},
    path::PathBuf,
};

use serde_json::Value;

use crate::{failure::Outcome, state::StateFolder};

/// The state while nobody serves it.
const STATE: &str = "state.json";
/// Held by whoever serves.
const LOCK: &str = "lock";
/// Where the served tenants are; written by `sandbox serve` alone.
const READY: &str = "ready.json";

/// The sandbox's part of the state folder.
#[derive(Debug)]
pub(crate) struct House(StateFolder);

/// Who serves.
#[derive(Debug)]
pub(crate) enum Served {
    /// Nobody did: from now on it is whoever holds this lock.
    Here(File),
    /// Another process, and this is how to reach it.
    Elsewhere(Value),
    /// Another process that tells nobody: a command that will be over soon.
    Busy,
}

impl House {
    pub(crate) fn of(state: &StateFolder) -> Outcome<Self> {
        let folder = state.within("sandbox");
        folder.make()?;
        Ok(Self(folder))
    }

    pub(crate) fn folder(&self) -> &StateFolder {
        &self.0
    }

    pub(crate) fn state_file(&self) -> PathBuf {
        self.0.path(STATE)
    }

    /// Takes the lock, or finds out who holds it.
    pub(crate) fn enter(&self) -> Outcome<Served> {
        let lock = self.lock_file()?;
        match lock.try_lock() {
            Ok(()) => {
                // Left by a server that was killed.
                self.unpublish();
                Ok(Served::Here(lock))
            }
            Err(TryLockError::WouldBlock) => Ok(self.published().map_or(Served::Busy, Served::Elsewhere)),
            Err(TryLockError::Error(error)) => Err(self.0.failed(&error)),
        }
    }

    /// Tells other commands how to reach the tenants.
    pub(crate) fn publish(&self, ready: &str) -> Outcome<()> {
        self.0.write(READY, ready)
    }

    /// Takes that back. A file that is not there needs no taking back.
    pub(crate) fn unpublish(&self) {
        let _ = fs::remove_file(self.0.path(READY));
    }

    fn published(&self) -> Option<Value> {
        serde_json::from_slice(&fs::read(self.0.path(READY)).ok()?).ok()
    }

    fn lock_file(&self) -> Outcome<File> {
        let path = self.0.path(LOCK);
        if !path.exists() {
            self.0.write(LOCK, "")?;
        }
        File::options().write(true).open(path).map_err(|error| self.0.failed(&error))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{House, Served};
    use crate::{state::StateFolder, surroundings::Surroundings};

    fn house(folder: &tempfile::TempDir) -> House {
        let surroundings = Surroundings::of([("MFADIR_STATE", folder.path())].into_iter().collect());
        House::of(&StateFolder::of(&surroundings).expect("a folder")).expect("a house")
    }

    #[test]
    fn one_serves_and_the_others_find_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (first, second) = (house(&folder), house(&folder));
        let Served::Here(lock) = first.enter().expect("works") else { panic!("nobody else is there") };
        assert!(matches!(second.enter().expect("works"), Served::Busy));
        first.publish(r#"{"a":1}"#).expect("works");
        assert!(matches!(second.enter().expect("works"), Served::Elsewhere(ready) if ready == json!({"a": 1})));
        drop(lock);
        assert!(matches!(second.enter().expect("works"), Served::Here(_)));
    }

    #[test]
    fn what_a_killed_server_left_is_not_believed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let house = house(&folder);
        house.publish(r#"{"a":1}"#).expect("works");
        let Served::Here(_lock) = house.enter().expect("works") else { panic!("nobody holds the lock") };
        assert!(matches!(house.enter().expect("works"), Served::Busy));
    }
}
