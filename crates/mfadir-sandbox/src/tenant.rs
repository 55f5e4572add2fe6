//! One simulated tenant.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use mfadir_core::{Clock, RequestId};
use mfadir_memory::{Act, Masked, World};

use crate::{
    clock::TenantClock,
    credential::{CredentialName, Keys},
    dialect::Asked,
    faults::Faults,
    persist::StoredTenant,
    rate::Rates,
    recorder::{Recorder, SeenRequest},
};

/// A tenant that a listener serves: its state, and the handles that a test or a trainer needs. Clones are the same
/// tenant.
#[derive(Clone, Debug)]
pub struct Tenant(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    url: String,
    clock: TenantClock,
    world: Mutex<World>,
    keys: Mutex<Keys>,
    recorder: Recorder,
    faults: Faults,
    rates: Rates,
}

impl Tenant {
    pub(crate) fn new(url: String, stored: StoredTenant, clock: Arc<dyn Clock>, rate_limit: Option<u64>) -> Self {
        Self(Arc::new(Shared {
            url,
            clock: TenantClock::new(clock, stored.ahead()),
            world: Mutex::new(stored.world),
            keys: Mutex::new(stored.keys),
            recorder: Recorder::after(stored.requests),
            faults: Faults::default(),
            rates: Rates::new(rate_limit),
        }))
    }

    /// Where it listens: `http://` with address and port, no path.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// Its state. Nobody is answered while the guard is held.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The requests that it saw, the oldest first; those for `/_sandbox/` are not among them.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.0.recorder.all()
    }

    /// Forgets the requests.
    pub fn forget_requests(&self) {
        self.0.recorder.clear();
    }

    /// Its fault rules.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// Moves its clock on.
    pub fn advance(&self, by: Duration) {
        self.0.clock.advance(by);
    }

    /// The time on its clock.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// A credential by its name: its id, where it is a pair, and its secret. Nothing where this tenant has none such.
    pub fn credential(&self, name: CredentialName) -> Option<(Option<String>, Masked)> {
        self.keys().named(name).map(|key| (key.id.clone(), key.secret.clone()))
    }

    pub(crate) fn clock(&self) -> &TenantClock {
        &self.0.clock
    }

    pub(crate) fn keys(&self) -> MutexGuard<'_, Keys> {
        self.0.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn recorder(&self) -> &Recorder {
        &self.0.recorder
    }

    pub(crate) fn rates(&self) -> &Rates {
        &self.0.rates
    }

    /// The circumstances of a change that this request causes.
    pub(crate) fn act(&self, asked: &Asked) -> Act {
        let actor = self.keys().named(asked.credential).and_then(|key| key.owner.clone());
        Act {
            at: asked.at,
            actor: actor.map(|owner| owner.to_string()),
            request_id: Some(RequestId::from(asked.request_id.as_str())),
            user_agent: asked.user_agent.clone(),
        }
    }

    /// What is kept when the sandbox stops.
    pub(crate) fn stored(&self) -> StoredTenant {
        StoredTenant::new(self.world().clone(), self.keys().clone(), self.requests(), self.clock().ahead())
    }
}
