//! A small world and a directory over it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use mfadir_core::{ManualClock, Profile, UserId, UserStatus};
use mfadir_memory::{EnrolledFactor, Family, HeldRole, Ids, MemoryDirectory, Offer, Person, Team, World};

/// The directory, its world and its clock.
pub(crate) struct Company {
    pub(crate) directory: MemoryDirectory,
    pub(crate) clock: Arc<ManualClock>,
    world: Arc<Mutex<World>>,
}

impl Company {
    pub(crate) fn new() -> Self {
        Self::with_profile(|_| {})
    }

    pub(crate) fn with_profile(change: impl FnOnce(&mut Profile)) -> Self {
        let world = world();
        let mut profile = MemoryDirectory::full_profile(&world, "demo");
        change(&mut profile);
        let (world, clock) = (Arc::new(Mutex::new(world)), Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH)));
        Self { directory: MemoryDirectory::new(world.clone(), clock.clone(), profile), clock, world }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn ada() -> UserId {
    UserId::from("ada")
}

fn world() -> World {
    let mut world = World::new(Ids::plain());
    world.teams.push(Team { id: "g1".into(), name: "Sales".into(), description: None });
    world.offers = ["push@acme", "totp@acme", "sms@acme", "security-question@acme", "webauthn@fido"].map(offer).into();
    world.unassigned.push(factor("spare", "yubikey-otp@yubico"));
    world.add_question("food", "What do you never eat?");
    for (id, status) in [("ada", UserStatus::Active), ("leo", UserStatus::Locked), ("frank", UserStatus::Deactivated)] {
        let mut person = Person::new(id, format!("{id}@example.com"), status);
        person.factors = vec![factor(&format!("{id}-push"), "push@acme"), factor(&format!("{id}-sms"), "sms@acme")];
        person.groups.push("g1".into());
        person.roles.push(HeldRole { name: "boss".into(), label: "Boss".into(), administrator: true });
        world.add(person).expect("three different people");
    }
    world
}

fn offer(word: &str) -> Offer {
    let Ok(factor_type) = word.parse();
    Offer { family: family(word), ..Offer::new(factor_type, word) }
}

fn factor(id: &str, word: &str) -> EnrolledFactor {
    let Ok(factor_type) = word.parse();
    let destination = (word == "sms@acme").then(|| "+15555550100".to_owned());
    EnrolledFactor { family: family(word), destination, ..EnrolledFactor::new(id, factor_type) }
}

fn family(word: &str) -> Option<Family> {
    let takes_all = word == "push@acme";
    (takes_all || word == "totp@acme").then(|| Family { name: "acme-app".into(), takes_all })
}
