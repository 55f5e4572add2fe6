//! A directory with a saboteur in it.

use std::sync::Arc;

use async_trait::async_trait;
use mfadir_core::{
    Activation, Asked, AvailableFactor, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, CodeRequest,
    Done, EnrollRequest, Enrollment, EnrollmentHandle, Event, EventQuery, Factor, FactorId, Group, GroupQuery,
    MfaDirectory, Page, PageRequest, Profile, Proof, Question, RemoveOptions, ResetOptions, Result, Role,
    SessionOptions, TemporaryCode, User, UserId, UserQuery, UserRef, Verification,
};

use super::Sabotage;

/// The honest directory, with a saboteur before it.
#[derive(Debug)]
pub(crate) struct Sabotaged<S> {
    sabotage: S,
    honest: Arc<dyn MfaDirectory>,
    profile: Profile,
}

impl<S: Sabotage> Sabotaged<S> {
    pub(crate) fn new(sabotage: S, honest: Arc<dyn MfaDirectory>) -> Self {
        let profile = sabotage.profile(honest.profile());
        Self { sabotage, honest, profile }
    }
}

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands, and hands calls on")]
#[deny(clippy::missing_trait_methods)]
#[async_trait]
impl<S: Sabotage> MfaDirectory for Sabotaged<S> {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    async fn user(&self, who: &UserRef) -> Result<User> {
        self.sabotage.user(&*self.honest, who).await
    }

    async fn users(&self, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        self.sabotage.users(&*self.honest, query, page).await
    }

    async fn factors(&self, user: &UserId) -> Result<Vec<Factor>> {
        self.sabotage.factors(&*self.honest, user).await
    }

    async fn factor(&self, user: &UserId, factor: &FactorId) -> Result<Factor> {
        self.sabotage.factor(&*self.honest, user, factor).await
    }

    async fn devices(&self, user: &UserId) -> Result<Vec<Factor>> {
        self.sabotage.devices(&*self.honest, user).await
    }

    async fn groups(&self, query: &GroupQuery, page: &PageRequest) -> Result<Page<Group>> {
        self.sabotage.groups(&*self.honest, query, page).await
    }

    async fn roles(&self, user: &UserId) -> Result<Vec<Role>> {
        self.sabotage.roles(&*self.honest, user).await
    }

    async fn available_factors(&self, user: &UserId) -> Result<Vec<AvailableFactor>> {
        self.honest.available_factors(user).await
    }

    async fn questions(&self, user: &UserId) -> Result<Vec<Question>> {
        self.honest.questions(user).await
    }

    async fn inventory(&self, page: &PageRequest) -> Result<Page<(Option<UserRef>, Factor)>> {
        self.honest.inventory(page).await
    }

    async fn enroll(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        self.honest.enroll(user, request).await
    }

    async fn poll_enrollment(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Activation> {
        self.honest.poll_enrollment(user, enrollment).await
    }

    async fn activate(&self, user: &UserId, enrollment: &EnrollmentHandle, proof: &Proof) -> Result<Activation> {
        self.honest.activate(user, enrollment, proof).await
    }

    async fn resend(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Enrollment> {
        self.honest.resend(user, enrollment).await
    }

    async fn challenge(&self, user: &UserId, factor: &FactorId, request: &ChallengeRequest) -> Result<Challenge> {
        self.honest.challenge(user, factor, request).await
    }

    async fn poll(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<ChallengeState> {
        self.sabotage.poll(&*self.honest, user, challenge).await
    }

    async fn verify(&self, user: &UserId, asked: &Asked, proof: &Proof) -> Result<Verification> {
        self.sabotage.verify(&*self.honest, user, asked, proof).await
    }

    async fn cancel(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<Done> {
        self.honest.cancel(user, challenge).await
    }

    async fn remove(&self, user: &UserId, factor: &FactorId, _options: &RemoveOptions) -> Result<Done> {
        self.sabotage.remove(&*self.honest, user, factor).await
    }

    async fn reset(&self, user: &UserId, _options: &ResetOptions) -> Result<Done> {
        self.sabotage.reset(&*self.honest, user).await
    }

    async fn temporary_code(&self, user: &UserId, request: &CodeRequest) -> Result<TemporaryCode> {
        self.honest.temporary_code(user, request).await
    }

    async fn revoke_code(&self, user: &UserId, code: &FactorId) -> Result<Done> {
        self.honest.revoke_code(user, code).await
    }

    async fn unlock(&self, user: &UserId) -> Result<Done> {
        self.sabotage.unlock(&*self.honest, user).await
    }

    async fn end_sessions(&self, user: &UserId, options: &SessionOptions) -> Result<Done> {
        self.honest.end_sessions(user, options).await
    }

    async fn events(&self, query: &EventQuery, page: &PageRequest) -> Result<Page<Event>> {
        self.sabotage.events(&*self.honest, query, page).await
    }
}
