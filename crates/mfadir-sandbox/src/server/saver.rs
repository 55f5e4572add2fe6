//! Saving in the background: as often as it changes, but only one save at a time.

use std::{
    io::{Error, Result},
    sync::Arc,
};

use tokio::{
    sync::{Mutex, Notify},
    task::{JoinHandle, spawn_blocking},
};

use crate::{persist::StateFile, tenants::Tenants};

/// Saves every tenant to the state file. Clones save the same.
#[derive(Clone, Debug)]
pub(crate) struct Saver(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    file: StateFile,
    tenants: Tenants,
    changed: Notify,
    saving: Mutex<()>,
}

impl Saver {
    /// Saves for the first time, so that a file that cannot be written is noticed now. The task saves what changes
    /// until it is aborted.
    pub(crate) fn start(file: StateFile, tenants: Tenants) -> Result<(Self, JoinHandle<()>)> {
        file.save(&tenants.stored())?;
        let inner = Inner { file, tenants, changed: Notify::new(), saving: Mutex::new(()) };
        let saver = Self(Arc::new(inner));
        let task = tokio::spawn(saver.clone().run());
        Ok((saver, task))
    }

    /// Says that something changed.
    pub(crate) fn save_soon(&self) {
        if self.0.file.is_kept() {
            self.0.changed.notify_one();
        }
    }

    /// Saves what is there now, after a save that is under way.
    pub(crate) async fn finish(&self) -> Result<()> {
        if !self.0.file.is_kept() {
            return Ok(());
        }
        let _turn = self.0.saving.lock().await;
        let inner = Arc::clone(&self.0);
        let save = move || inner.file.save(&inner.tenants.stored());
        spawn_blocking(save).await.map_err(Error::other)?
    }

    /// A save that fails is tried again with the next change, and the last one, when
    /// the sandbox stops, tells the caller.
    async fn run(self) {
        loop {
            self.0.changed.notified().await;
            let _ = self.finish().await;
        }
    }
}
