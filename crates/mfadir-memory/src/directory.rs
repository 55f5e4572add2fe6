//! A world as a directory.

mod paging;
mod search;
mod told;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use mfadir_core::{
    Activation, Asked, AvailableFactor, Bucket, Capabilities, Challenge, ChallengeHandle, ChallengeRequest,
    ChallengeState, Clock, CodeRequest, Done, EnrollRequest, Enrollment, EnrollmentHandle, Error, Event, EventQuery,
    Factor, FactorId, Group, GroupQuery, MfaDirectory, Operation, Page, PageRequest, Profile, Proof, Question,
    RemoveOptions, RequestId, ResetOptions, Result, Role, SessionOptions, TemporaryCode, User, UserId, UserQuery,
    UserRef, Verification,
};

use crate::{act::Act, world::World};

/// What a directory offers that lists nobody's factors.
const COARSE: &[Operation] = &[
    Operation::User,
    Operation::Users,
    Operation::Groups,
    Operation::Roles,
    Operation::Reset,
    Operation::Unlock,
    Operation::EndSessions,
];

/// The reference directory. It shares its world with whoever else holds it.
///
/// It offers what its profile declares, and everything can be declared. Each call is one act on the world, and each
/// write gets a request id of its own, which stands in the world's log.
#[derive(Debug)]
pub struct MemoryDirectory {
    world: Arc<Mutex<World>>,
    clock: Arc<dyn Clock>,
    profile: Profile,
}

impl MemoryDirectory {
    /// A directory over this world.
    pub fn new(world: Arc<Mutex<World>>, clock: Arc<dyn Clock>, profile: Profile) -> Self {
        Self { world, clock, profile }
    }

    /// A profile that declares every operation and the world's own offers.
    pub fn full_profile(world: &World, tenant: &str) -> Profile {
        let bucket = |operation: &Operation| (*operation, Bucket::new("memory"));
        let mut capabilities = Capabilities::of(Operation::ALL.iter().map(bucket));
        let by_api = world.offers.iter().filter(|offer| offer.by_api);
        capabilities.locked_unasked = true;
        capabilities.enrollable = by_api.map(crate::offer::Offer::factor_type).collect();
        Profile {
            provider: "memory".into(),
            tenant: tenant.into(),
            capabilities,
            budget_share: 1.0,
            aliases: Vec::new(),
        }
    }

    /// A profile of the providers that list nobody's factors: they tell with a person whether there are any, and take
    /// all at once.
    pub fn coarse_profile(world: &World, tenant: &str) -> Profile {
        let mut profile = Self::full_profile(world, tenant);
        profile.capabilities.operations.retain(|operation, _| COARSE.contains(operation));
        profile.capabilities.enrollable.clear();
        profile
    }

    /// Runs one operation on the world, if it is declared, and puts the names into its error.
    fn run<T>(&self, operation: Operation, act: impl FnOnce(&mut World, &Act) -> Result<T>) -> Result<T> {
        let answer = if self.profile.capabilities.offers(operation) {
            let mut world = self.world();
            let circumstances = self.circumstances(operation, &mut world);
            act(&mut world, &circumstances)
        } else {
            Err(Error::unsupported(operation))
        };
        answer.map_err(|error| error.with_operation(operation).with_tenant(self.profile.tenant.clone()))
    }

    fn circumstances(&self, operation: Operation, world: &mut World) -> Act {
        let mut act = Act::at(self.clock.now());
        if !operation.is_read() {
            act.request_id = Some(RequestId::from(world.ids.next("request")));
        }
        act
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn done<T>(act: &Act) -> impl FnOnce(T) -> Done {
    let request_id = act.request_id.clone();
    move |_| Done { request_id }
}

#[async_trait]
#[deny(clippy::missing_trait_methods)]
impl MfaDirectory for MemoryDirectory {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    async fn user(&self, who: &UserRef) -> Result<User> {
        self.run(Operation::User, |world, _| world.find(who).map(told::user))
    }

    async fn users(&self, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        self.run(Operation::Users, |world, _| {
            let found = search::people(world, query)?.into_iter().map(told::user).collect();
            paging::page(found, page, |user: &User| user.id.to_string())
        })
    }

    async fn factors(&self, user: &UserId) -> Result<Vec<Factor>> {
        self.run(Operation::Factors, |world, _| told::factors(world, user))
    }

    async fn factor(&self, user: &UserId, factor: &FactorId) -> Result<Factor> {
        self.run(Operation::Factor, |world, _| told::factor(world, user, world.factor(user, factor)?))
    }

    async fn devices(&self, user: &UserId) -> Result<Vec<Factor>> {
        self.run(Operation::Devices, |world, _| told::devices(world, user))
    }

    async fn groups(&self, query: &GroupQuery, page: &PageRequest) -> Result<Page<Group>> {
        self.run(Operation::Groups, |world, _| {
            let found = search::teams(world, query)?.into_iter().map(told::group).collect();
            paging::page(found, page, |group: &Group| group.id.to_string())
        })
    }

    async fn roles(&self, user: &UserId) -> Result<Vec<Role>> {
        self.run(Operation::Roles, |world, _| Ok(world.person(user)?.roles.iter().map(told::role).collect()))
    }

    async fn available_factors(&self, user: &UserId) -> Result<Vec<AvailableFactor>> {
        self.run(Operation::AvailableFactors, |world, _| Ok(told::available(world, world.person(user)?)))
    }

    async fn questions(&self, user: &UserId) -> Result<Vec<Question>> {
        self.run(Operation::Questions, |world, _| world.person(user).map(|_| world.questions()))
    }

    async fn inventory(&self, page: &PageRequest) -> Result<Page<(Option<UserRef>, Factor)>> {
        self.run(Operation::Inventory, |world, _| {
            let mut items = Vec::new();
            for person in world.people().iter().filter(|person| !person.is_deactivated()) {
                let owner = Some(UserRef::Id(person.id.clone()));
                items.extend(told::factors(world, &person.id)?.into_iter().map(|factor| (owner.clone(), factor)));
            }
            items.extend(world.unassigned.iter().map(|factor| (None, told::alone(factor))));
            paging::page(items, page, |(_, factor)| factor.id.to_string())
        })
    }

    async fn enroll(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        self.run(Operation::Enroll, |world, act| world.enroll(user, request, act))
    }

    async fn poll_enrollment(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Activation> {
        self.run(Operation::PollEnrollment, |world, act| world.poll_enrollment(user, enrollment, act))
    }

    async fn activate(&self, user: &UserId, enrollment: &EnrollmentHandle, proof: &Proof) -> Result<Activation> {
        self.run(Operation::Activate, |world, act| world.activate(user, enrollment, proof, act))
    }

    async fn resend(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Enrollment> {
        self.run(Operation::Resend, |world, act| world.resend(user, enrollment, act))
    }

    async fn challenge(&self, user: &UserId, factor: &FactorId, request: &ChallengeRequest) -> Result<Challenge> {
        self.run(Operation::Challenge, |world, act| world.challenge(user, factor, request, act))
    }

    async fn poll(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<ChallengeState> {
        self.run(Operation::Poll, |world, act| world.poll(user, challenge, act))
    }

    async fn verify(&self, user: &UserId, asked: &Asked, proof: &Proof) -> Result<Verification> {
        self.run(Operation::Verify, |world, act| world.verify(user, asked, proof, act))
    }

    async fn cancel(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<Done> {
        self.run(Operation::Cancel, |world, act| world.cancel(user, challenge).map(done(act)))
    }

    async fn remove(&self, user: &UserId, factor: &FactorId, options: &RemoveOptions) -> Result<Done> {
        self.run(Operation::Remove, |world, act| world.remove_factor(user, factor, options, act).map(done(act)))
    }

    async fn reset(&self, user: &UserId, _options: &ResetOptions) -> Result<Done> {
        self.run(Operation::Reset, |world, act| world.reset(user, act).map(done(act)))
    }

    async fn temporary_code(&self, user: &UserId, request: &CodeRequest) -> Result<TemporaryCode> {
        self.run(Operation::TemporaryCode, |world, act| world.issue_code(user, request, act))
    }

    async fn revoke_code(&self, user: &UserId, code: &FactorId) -> Result<Done> {
        self.run(Operation::RevokeCode, |world, act| world.revoke_code(user, code, act).map(done(act)))
    }

    async fn unlock(&self, user: &UserId) -> Result<Done> {
        self.run(Operation::Unlock, |world, act| world.unlock(user, act).map(done(act)))
    }

    async fn end_sessions(&self, user: &UserId, options: &SessionOptions) -> Result<Done> {
        self.run(Operation::EndSessions, |world, act| world.end_sessions(user, options, act).map(done(act)))
    }

    async fn events(&self, query: &EventQuery, page: &PageRequest) -> Result<Page<Event>> {
        self.run(Operation::Events, |world, _| {
            let found = world.log(query).into_iter().map(told::event).collect();
            paging::page(found, page, |event: &Event| event.id.clone())
        })
    }
}
