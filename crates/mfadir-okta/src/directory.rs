//! The directory: each method of the contract, and where its work is done.

mod api;
mod challenge;
mod code;
mod devices;
mod enrollment;
mod events;
mod factors;
mod handle;
mod outcome;
mod people;
mod proof;
mod sending;
mod writes;

use std::sync::Arc;

use async_trait::async_trait;
use mfadir_core::{
    Activation, Asked, AvailableFactor, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, Clock,
    CodeRequest, Done, EnrollRequest, Enrollment, EnrollmentHandle, Environment, Error, Event, EventQuery, Factor,
    FactorId, Group, GroupQuery, MfaDirectory, Operation, Page, PageRequest, Profile, Proof, Question, RemoveOptions,
    ResetOptions, Result, Role, SessionOptions, TemporaryCode, User, UserId, UserQuery, UserRef, Verification,
};
use mfadir_http::during;

pub(crate) use self::api::Api;
use crate::{
    config::{Config, Engine},
    profile::profile,
    rights::name_the_right,
};

/// One Okta organisation.
#[derive(Debug)]
pub struct Okta {
    profile: Profile,
    pub(crate) engine: Engine,
    pub(crate) api: Api,
    clock: Arc<dyn Clock>,
}

/// The directory of a tenant. Does no I/O: the first request does, and reads the token.
pub fn connect(config: Config, environment: Environment) -> Result<Okta> {
    let profile = profile(&config, environment.tenant.clone());
    let clock = environment.clock.clone();
    Ok(Okta { profile, engine: config.engine, api: Api::new(config, environment), clock })
}

impl Okta {
    pub(crate) async fn during<T>(&self, operation: Operation, work: impl Future<Output = Result<T>>) -> Result<T> {
        let done = during(operation, &self.profile.tenant, work).await;
        done.map_err(|error| name_the_right(error, operation, &self.api.credential))
    }

    /// Does what this tenant offers. The engine and the credential decide: what they rule out is not tried.
    async fn offered<T>(&self, operation: Operation, work: impl Future<Output = Result<T>>) -> Result<T> {
        let capabilities = &self.profile.capabilities;
        if capabilities.offers(operation) {
            return self.during(operation, work).await;
        }
        let unsupported = Error::unsupported(operation).with_tenant(self.profile.tenant.clone());
        Err(match capabilities.absent.get(&operation) {
            Some(why) => unsupported.with_hint(*why),
            None => unsupported,
        })
    }
}

#[async_trait]
impl MfaDirectory for Okta {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    async fn user(&self, who: &UserRef) -> Result<User> {
        self.during(Operation::User, self.api.user(who)).await
    }

    async fn users(&self, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        self.during(Operation::Users, self.api.users(query, page)).await
    }

    async fn factors(&self, user: &UserId) -> Result<Vec<Factor>> {
        self.during(Operation::Factors, self.api.factors(user, self.engine)).await
    }

    async fn factor(&self, user: &UserId, factor: &FactorId) -> Result<Factor> {
        self.during(Operation::Factor, self.api.factor(user, factor, self.engine)).await
    }

    async fn devices(&self, user: &UserId) -> Result<Vec<Factor>> {
        self.offered(Operation::Devices, self.api.devices(user)).await
    }

    async fn groups(&self, query: &GroupQuery, page: &PageRequest) -> Result<Page<Group>> {
        self.during(Operation::Groups, self.api.groups(query, page)).await
    }

    async fn roles(&self, user: &UserId) -> Result<Vec<Role>> {
        self.during(Operation::Roles, self.api.roles(user)).await
    }

    async fn available_factors(&self, user: &UserId) -> Result<Vec<AvailableFactor>> {
        self.during(Operation::AvailableFactors, self.api.available_factors(user)).await
    }

    async fn questions(&self, user: &UserId) -> Result<Vec<Question>> {
        self.offered(Operation::Questions, self.api.questions(user)).await
    }

    async fn enroll(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        self.during(Operation::Enroll, self.api.enroll(user, request)).await
    }

    async fn poll_enrollment(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Activation> {
        self.during(Operation::PollEnrollment, self.api.poll_enrollment(user, enrollment)).await
    }

    async fn activate(&self, user: &UserId, enrollment: &EnrollmentHandle, proof: &Proof) -> Result<Activation> {
        self.during(Operation::Activate, self.api.activate(user, enrollment, proof)).await
    }

    async fn resend(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Enrollment> {
        self.during(Operation::Resend, self.api.resend(user, enrollment)).await
    }

    async fn challenge(&self, user: &UserId, factor: &FactorId, request: &ChallengeRequest) -> Result<Challenge> {
        self.during(Operation::Challenge, self.api.challenge(user, factor, request)).await
    }

    async fn poll(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<ChallengeState> {
        self.during(Operation::Poll, self.api.poll(user, challenge)).await
    }

    async fn verify(&self, user: &UserId, asked: &Asked, proof: &Proof) -> Result<Verification> {
        self.during(Operation::Verify, self.api.verify(user, asked, proof)).await
    }

    async fn cancel(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<Done> {
        self.during(Operation::Cancel, self.api.cancel(user, challenge)).await
    }

    async fn remove(&self, user: &UserId, factor: &FactorId, options: &RemoveOptions) -> Result<Done> {
        self.during(Operation::Remove, self.api.remove(user, factor, options)).await
    }

    async fn reset(&self, user: &UserId, _options: &ResetOptions) -> Result<Done> {
        self.during(Operation::Reset, self.api.reset(user)).await
    }

    async fn temporary_code(&self, user: &UserId, request: &CodeRequest) -> Result<TemporaryCode> {
        self.offered(Operation::TemporaryCode, self.api.temporary_code(user, request)).await
    }

    async fn revoke_code(&self, user: &UserId, code: &FactorId) -> Result<Done> {
        self.offered(Operation::RevokeCode, self.api.revoke_code(user, code)).await
    }

    async fn unlock(&self, user: &UserId) -> Result<Done> {
        self.during(Operation::Unlock, self.api.unlock(user)).await
    }

    async fn end_sessions(&self, user: &UserId, options: &SessionOptions) -> Result<Done> {
        self.during(Operation::EndSessions, self.api.end_sessions(user, options)).await
    }
    async fn events(&self, query: &EventQuery, page: &PageRequest) -> Result<Page<Event>> {
        self.during(Operation::Events, self.api.events(query, page, &*self.clock)).await
    }
}
