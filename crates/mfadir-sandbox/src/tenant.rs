//! One simulated tenant.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use mfadir_core::RequestId;
use mfadir_memory::{Act, Masked, World};

use crate::{
    clock::TenantClock,
    credential::{CredentialName, Keys},
    desk::{Desk, Post, Ticket},
    dialect::Asked,
    faults::Faults,
    okta::settle,
    options::Options,
    persist::StoredTenant,
    rate::Rates,
    recorder::{Recorder, SeenRequest},
    switches::Switches,
};

/// A request that is being answered.
#[derive(Debug)]
pub(crate) struct Running {
    tenant: Tenant,
    beside: usize,
}

impl Running {
    /// How many others were, when it began.
    pub(crate) fn beside(&self) -> usize {
        self.beside
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.tenant.0.running.fetch_sub(1, Ordering::Relaxed);
    }
}

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
    desk: Mutex<Desk>,
    recorder: Recorder,
    faults: Faults,
    rates: Rates,
    switches: Mutex<Switches>,
    running: AtomicUsize,
}

impl Tenant {
    pub(crate) fn new(url: String, mut stored: StoredTenant, options: &Options) -> Self {
        settle(&mut stored.world, options.switches.engine);
        Self(Arc::new(Shared {
            url,
            clock: TenantClock::new(options.clock.clone(), stored.ahead()),
            world: Mutex::new(stored.world),
            keys: Mutex::new(stored.keys),
            desk: Mutex::new(stored.desk),
            recorder: Recorder::after(stored.requests),
            faults: Faults::default(),
            rates: Rates::new(options.rate_limit),
            switches: Mutex::new(options.switches),
            running: AtomicUsize::new(0),
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

    /// Its tickets, where it is the desk.
    pub fn tickets(&self) -> Vec<Ticket> {
        self.desk().tickets.clone()
    }

    /// The messages that it took, the oldest first, where it is the desk.
    pub fn post(&self) -> Vec<Post> {
        self.desk().post.clone()
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

    /// How it behaves where there is a choice.
    pub fn switches(&self) -> Switches {
        *self.0.switches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes it behave in another way from now on.
    pub fn switch(&self, switches: Switches) {
        settle(&mut self.world(), switches.engine);
        *self.0.switches.lock().unwrap_or_else(PoisonError::into_inner) = switches;
    }

    /// Moves its clock on.
    pub fn advance(&self, by: Duration) {
        self.0.clock.advance(by);
    }

    /// The time on its clock.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// A credential by its name: its id, where it is a pair, and its secret, be it a
    /// private key. Nothing where this tenant has none such.
    pub fn credential(&self, name: CredentialName) -> Option<(Option<String>, Masked)> {
        let keys = self.keys();
        let app = keys.app.as_ref().filter(|_| name == CredentialName::Client);
        let key = keys.named(name).map(|key| (key.id.clone(), key.secret.clone()));
        key.or_else(|| app.map(|app| (Some(app.id.clone()), app.private_key.clone())))
    }

    /// Notes that a request is being answered, until the value is dropped.
    pub(crate) fn begin(&self) -> Running {
        let beside = self.0.running.fetch_add(1, Ordering::Relaxed);
        Running { tenant: self.clone(), beside }
    }

    pub(crate) fn clock(&self) -> &TenantClock {
        &self.0.clock
    }

    pub(crate) fn keys(&self) -> MutexGuard<'_, Keys> {
        self.0.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn recorder(&self) -> &Recorder {
        &self.0.recorder
    }

    pub(crate) fn rates(&self) -> &Rates {
        &self.0.rates
    }

    /// The circumstances of a change that this request causes.
    pub(crate) fn act(&self, asked: &Asked) -> Act {
        Act {
            at: asked.at,
            actor: self.keys().actor(asked.credential),
            request_id: Some(RequestId::from(asked.request_id.as_str())),
            user_agent: asked.user_agent.clone(),
        }
    }

    /// What is kept when the sandbox stops.
    pub(crate) fn stored(&self) -> StoredTenant {
        let stored =
            StoredTenant::new(self.world().clone(), self.keys().clone(), self.requests(), self.clock().ahead());
        stored.with_desk(self.desk().clone())
    }
}
