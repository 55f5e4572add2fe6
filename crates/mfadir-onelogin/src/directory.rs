//! The directory: each method of the contract, and where its work is done.

mod challenge;
mod client;
mod code;
mod devices;
mod enrollment;
mod events;
mod lifetime;
mod offer;
mod people;
mod proof;
mod roles;
mod v1;
mod v2;
mod writes;

use async_trait::async_trait;
use mfadir_core::{
    Activation, Asked, AvailableFactor, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, CodeRequest,
    Done, EnrollRequest, Enrollment, EnrollmentHandle, Environment, Event, EventQuery, Factor, FactorId, Group,
    GroupQuery, MfaDirectory, Operation, Page, PageRequest, Profile, Proof, RemoveOptions, Result, SessionOptions,
    TemporaryCode, User, UserId, UserQuery, UserRef, Verification,
};
use mfadir_http::during;

pub(crate) use self::client::Client;
use crate::{config::Config, profile::profile};

/// One OneLogin account.
#[derive(Debug)]
pub struct OneLogin {
    profile: Profile,
    pub(crate) client: Client,
}

/// The directory of a tenant. Does no I/O: the first request does, reads the secret and buys a token.
pub fn connect(config: Config, environment: Environment) -> Result<OneLogin> {
    let profile = profile(&config, environment.tenant.clone());
    Ok(OneLogin { profile, client: Client::new(config, environment) })
}

impl OneLogin {
    pub(crate) async fn during<T>(&self, operation: Operation, work: impl Future<Output = Result<T>>) -> Result<T> {
        during(operation, &self.profile.tenant, work).await
    }
}

#[async_trait]
impl MfaDirectory for OneLogin {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    async fn user(&self, who: &UserRef) -> Result<User> {
        self.during(Operation::User, self.client.user(who)).await
    }

    async fn users(&self, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        self.during(Operation::Users, self.client.users(query, page)).await
    }

    async fn factors(&self, user: &UserId) -> Result<Vec<Factor>> {
        self.during(Operation::Factors, self.client.devices(user)).await
    }

    async fn factor(&self, user: &UserId, factor: &FactorId) -> Result<Factor> {
        self.during(Operation::Factor, self.client.device(user, factor)).await
    }

    async fn groups(&self, query: &GroupQuery, page: &PageRequest) -> Result<Page<Group>> {
        self.during(Operation::Groups, self.client.roles(query, page)).await
    }

    async fn available_factors(&self, user: &UserId) -> Result<Vec<AvailableFactor>> {
        self.during(Operation::AvailableFactors, self.client.available(user)).await
    }

    async fn enroll(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        self.during(Operation::Enroll, self.client.enroll(user, request)).await
    }

    async fn poll_enrollment(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Activation> {
        self.during(Operation::PollEnrollment, self.client.poll_enrollment(user, enrollment)).await
    }

    async fn activate(&self, user: &UserId, enrollment: &EnrollmentHandle, proof: &Proof) -> Result<Activation> {
        self.during(Operation::Activate, self.client.activate(user, enrollment, proof)).await
    }

    async fn resend(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Enrollment> {
        self.during(Operation::Resend, self.client.resend(user, enrollment)).await
    }

    async fn challenge(&self, user: &UserId, factor: &FactorId, request: &ChallengeRequest) -> Result<Challenge> {
        self.during(Operation::Challenge, self.client.challenge(user, factor, request)).await
    }

    async fn poll(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<ChallengeState> {
        self.during(Operation::Poll, self.client.poll(user, challenge)).await
    }

    async fn verify(&self, user: &UserId, asked: &Asked, proof: &Proof) -> Result<Verification> {
        self.during(Operation::Verify, self.client.verify(user, asked, proof)).await
    }

    async fn remove(&self, user: &UserId, factor: &FactorId, _options: &RemoveOptions) -> Result<Done> {
        self.during(Operation::Remove, self.client.remove(user, factor)).await
    }

    async fn temporary_code(&self, user: &UserId, request: &CodeRequest) -> Result<TemporaryCode> {
        self.during(Operation::TemporaryCode, self.client.temporary_code(user, request)).await
    }

    async fn unlock(&self, user: &UserId) -> Result<Done> {
        self.during(Operation::Unlock, self.client.unlock(user)).await
    }

    async fn end_sessions(&self, user: &UserId, _options: &SessionOptions) -> Result<Done> {
        self.during(Operation::EndSessions, self.client.log_out(user)).await
    }

    async fn events(&self, query: &EventQuery, page: &PageRequest) -> Result<Page<Event>> {
        self.during(Operation::Events, self.client.events(query, page)).await
    }
}
