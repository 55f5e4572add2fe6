//! The reference directory as a subject.

pub mod company;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use mfadir_conformance::{Able, Answer, Cannot, Cast, Lasting, Mishap, Request, Subject};
use mfadir_core::{Clock, FactorId, MfaDirectory, Profile, UserId};
use mfadir_memory::{MemoryDirectory, World};
use secrecy::SecretString;

use crate::{
    clock::SteadyClock,
    setting::Setting,
    stack::{layer, stacked},
    subjects::{Tested, Trialled},
    wire::Wire,
};

pub(crate) const TESTED: &[Tested] = &[
    Tested {
        name: "memory",
        column: None,
        settings: &Setting::ALL,
        start: |setting| Box::pin(async move { Ok(Box::new(MemorySubject::new(setting)) as Box<dyn Trialled>) }),
    },
    Tested {
        name: "coarse",
        column: None,
        settings: &Setting::ALL,
        start: |setting| Box::pin(async move { Ok(Box::new(MemorySubject::coarse(setting)) as Box<dyn Trialled>) }),
    },
];

/// What a directory over a world offers.
type Offer = fn(&World, &str) -> Profile;

/// A world of its own, seen through the reference directory.
#[derive(Debug)]
pub struct MemorySubject {
    world: Arc<Mutex<World>>,
    clock: Arc<SteadyClock>,
    wire: Wire,
    cast: Cast,
    setting: Setting,
    offer: Offer,
    directory: Arc<dyn MfaDirectory>,
}

impl MemorySubject {
    /// The reference directory itself.
    pub fn new(setting: Setting) -> Self {
        Self::with(setting, |honest| honest)
    }

    /// The reference directory, where it lists nobody's factors and tells only whether there are any.
    pub fn coarse(setting: Setting) -> Self {
        Self::offering(setting, MemoryDirectory::coarse_profile, |honest| honest)
    }

    /// Another directory in its place, made from it.
    pub fn with(setting: Setting, change: impl FnOnce(Arc<dyn MfaDirectory>) -> Arc<dyn MfaDirectory>) -> Self {
        Self::offering(setting, MemoryDirectory::full_profile, change)
    }

    fn offering(
        setting: Setting,
        offer: Offer,
        change: impl FnOnce(Arc<dyn MfaDirectory>) -> Arc<dyn MfaDirectory>,
    ) -> Self {
        let (clock, world) = (SteadyClock::new(), Arc::new(Mutex::new(company::world())));
        let wire = if setting == Setting::UnderFaults { Wire::unsteady() } else { Wire::default() };
        let changed = change(bare(&world, &clock, &wire, offer));
        let directory = surrounded(changed, &clock, setting);
        Self { world, clock, wire, cast: company::cast(), setting, offer, directory }
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn bare(world: &Arc<Mutex<World>>, clock: &Arc<SteadyClock>, wire: &Wire, offer: Offer) -> Arc<dyn MfaDirectory> {
    let profile = {
        let world = world.lock().unwrap_or_else(PoisonError::into_inner);
        offer(&world, "acme")
    };
    layer(wire.clone(), Arc::new(MemoryDirectory::new(world.clone(), clock.clone(), profile)))
}

fn surrounded(bare: Arc<dyn MfaDirectory>, clock: &Arc<SteadyClock>, setting: Setting) -> Arc<dyn MfaDirectory> {
    let clock: Arc<dyn Clock> = clock.clone();
    if setting == Setting::Bare { bare } else { stacked(bare, &clock) }
}

impl Trialled for MemorySubject {}

#[async_trait]
impl Subject for MemorySubject {
    fn directory(&self) -> Arc<dyn MfaDirectory> {
        self.directory.clone()
    }

    fn cast(&self) -> &Cast {
        &self.cast
    }

    fn another_directory(&self) -> Able<Arc<dyn MfaDirectory>> {
        Ok(surrounded(bare(&self.world, &self.clock, &self.wire, self.offer), &self.clock, self.setting))
    }

    async fn requests(&self) -> Able<Vec<Request>> {
        if self.setting.repeats() {
            return Err(Cannot::because("requests are repeated under faults"));
        }
        Ok(self.wire.requests())
    }

    async fn advance(&self, by: Duration) -> Able<()> {
        self.clock.advance(by);
        Ok(())
    }

    async fn inject(&self, mishap: Mishap, lasting: Lasting) -> Able<()> {
        self.wire.inject(mishap, lasting)
    }

    async fn mend(&self) -> Able<()> {
        self.wire.mend();
        Ok(())
    }

    async fn answer(&self, user: &UserId, factor: &FactorId, answer: Answer) -> Able<()> {
        let answer = match answer {
            Answer::Approve => mfadir_memory::Answer::Yes,
            Answer::Deny => mfadir_memory::Answer::No,
        };
        self.world().answer(user, factor, answer).map_err(|error| Cannot::because(error.to_string()))
    }

    async fn code(&self, user: &UserId, factor: &FactorId) -> Able<SecretString> {
        let (world, now) = (self.world(), self.clock.now());
        let sent = world.sent_code(user, factor).cloned();
        let code = sent.or_else(|| world.shown_code(user, factor, now));
        code.map(|code| SecretString::from(code.reveal())).ok_or_else(|| Cannot::because("there is no code"))
    }

    fn secrets(&self) -> Able<Vec<SecretString>> {
        let world = self.world();
        let factors = world.people().iter().flat_map(|person| &person.factors);
        Ok(factors.filter_map(|factor| factor.secret.as_ref()).map(|secret| secret.reveal().into()).collect())
    }
}
