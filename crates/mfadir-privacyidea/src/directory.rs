//! The directory: each method of the contract, and where its work is done.

mod activation;
mod challenge;
mod client;
mod code;
mod cut;
mod enrollment;
mod events;
mod inventory;
mod owner;
mod people;
mod place;
mod profile;
mod proof;
mod questions;
mod recipe;
mod sight;
mod signature;
mod tokens;
mod verify;
mod writes;
mod zone;

use async_trait::async_trait;
use mfadir_core::{
    Activation, Asked, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, CodeRequest, Done, EnrollRequest,
    Enrollment, EnrollmentHandle, Environment, Error, ErrorKind, Event, EventQuery, Factor, FactorId, MfaDirectory,
    Operation, Page, PageRequest, Profile, Proof, Question, RemoveOptions, ResetOptions, Result, TemporaryCode, User,
    UserId, UserQuery, UserRef, Verification,
};
use mfadir_http::during;

pub(crate) use self::client::Client;
use crate::{config::Config, profile::profile};

/// One realm of a privacyIDEA server.
#[derive(Debug)]
pub struct PrivacyIdea {
    profile: Profile,
    pub(crate) client: Client,
}

/// The directory of a tenant. Does no I/O: the first request does, reads the password and signs in. `Invalid` for what
/// cannot be a realm's name.
pub fn connect(config: Config, environment: Environment) -> Result<PrivacyIdea> {
    let profile = profile(&config, environment.tenant.clone());
    check_realm(&config.realm)?;
    Ok(PrivacyIdea { profile, client: Client::new(config, environment) })
}

/// A list would read a comma in a realm as several and `*` as any, and without a realm it means the server's default.
fn check_realm(realm: &str) -> Result<()> {
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !realm.is_empty() && realm.chars().all(known) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Invalid, format!("{realm:?} is no realm's name"))
        .with_hint("`realm` is one realm of the server, made of letters, digits, `-`, `_` and `.`"))
}

impl PrivacyIdea {
    pub(crate) async fn during<T>(&self, operation: Operation, work: impl Future<Output = Result<T>>) -> Result<T> {
        during(operation, &self.profile.tenant, work).await
    }
}

#[async_trait]
impl MfaDirectory for PrivacyIdea {
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
        self.during(Operation::Factors, self.client.tokens(user)).await
    }

    async fn factor(&self, user: &UserId, factor: &FactorId) -> Result<Factor> {
        self.during(Operation::Factor, self.client.token(user, factor)).await
    }

    async fn inventory(&self, page: &PageRequest) -> Result<Page<(Option<UserRef>, Factor)>> {
        self.during(Operation::Inventory, self.client.inventory(page)).await
    }

    async fn questions(&self, user: &UserId) -> Result<Vec<Question>> {
        self.during(Operation::Questions, self.client.questions(user)).await
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

    async fn challenge(&self, user: &UserId, factor: &FactorId, request: &ChallengeRequest) -> Result<Challenge> {
        self.during(Operation::Challenge, self.client.challenge(user, factor, request)).await
    }

    async fn poll(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<ChallengeState> {
        self.during(Operation::Poll, self.client.poll(user, challenge)).await
    }

    async fn verify(&self, user: &UserId, asked: &Asked, proof: &Proof) -> Result<Verification> {
        self.during(Operation::Verify, self.client.verify(user, asked, proof)).await
    }

    async fn cancel(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<Done> {
        self.during(Operation::Cancel, self.client.cancel(user, challenge)).await
    }

    async fn remove(&self, user: &UserId, factor: &FactorId, _options: &RemoveOptions) -> Result<Done> {
        self.during(Operation::Remove, self.client.remove(user, factor)).await
    }

    async fn reset(&self, user: &UserId, _options: &ResetOptions) -> Result<Done> {
        self.during(Operation::Reset, self.client.reset(user)).await
    }

    async fn unlock(&self, user: &UserId) -> Result<Done> {
        self.during(Operation::Unlock, self.client.unlock(user)).await
    }

    async fn events(&self, query: &EventQuery, page: &PageRequest) -> Result<Page<Event>> {
        self.during(Operation::Events, self.client.events(query, page)).await
    }

    async fn temporary_code(&self, user: &UserId, request: &CodeRequest) -> Result<TemporaryCode> {
        self.during(Operation::TemporaryCode, self.client.temporary_code(user, request)).await
    }

    async fn revoke_code(&self, user: &UserId, code: &FactorId) -> Result<Done> {
        self.during(Operation::RevokeCode, self.client.revoke_code(user, code)).await
    }
}
