//! What a backend sends, written down on its way to the sandbox, with the operation that it is sent for.

mod relay;
mod watch;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mfadir_core::{MfaDirectory, Operation};
use mfadir_sandbox::Ready;
use serde_json::Value;

use self::watch::Watch;
use crate::stack::layer;

/// A request as it was on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// For which operation, where one was going on.
    pub operation: Option<Operation>,
    /// Method, path with query, headers and body.
    pub request: Value,
}

#[derive(Debug, Default)]
struct Notes {
    operation: Option<Operation>,
    sent: Vec<Sent>,
}

/// Stands between directories and their sandboxes.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Mutex<Notes>>);

impl Recorder {
    /// All that was sent until now.
    pub fn sent(&self) -> Vec<Sent> {
        self.notes().sent.clone()
    }

    /// A sandbox as its callers see it from now on.
    pub async fn before(&self, ready: &Ready) -> Ready {
        let mut ready = ready.clone();
        for url in [&mut ready.okta.url, &mut ready.onelogin.url] {
            *url = relay::to(url.clone(), self.clone()).await;
        }
        ready
    }

    /// A directory whose calls are told from each other.
    pub(crate) fn watching(&self, directory: Arc<dyn MfaDirectory>) -> Arc<dyn MfaDirectory> {
        layer(Watch(self.clone()), directory)
    }

    fn begin(&self, operation: Option<Operation>) {
        self.notes().operation = operation;
    }

    fn note(&self, request: Value) {
        let mut notes = self.notes();
        let operation = notes.operation;
        notes.sent.push(Sent { operation, request });
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
