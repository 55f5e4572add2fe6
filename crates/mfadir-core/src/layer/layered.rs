//! A directory seen through a layer.

use std::sync::Arc;

use async_trait::async_trait;

use super::{Around, Call};
use crate::{
    capability::Profile,
    directory::MfaDirectory,
    error::Result,
    event::{Event, EventQuery},
    factor::{AvailableFactor, Factor},
    id::{FactorId, UserId},
    operation::Operation,
    page::{Page, PageRequest},
    people::{Group, GroupQuery, Role, User, UserQuery, UserRef},
    proof::{
        Activation, Asked, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, CodeRequest, Done,
        EnrollRequest, Enrollment, EnrollmentHandle, Proof, Question, RemoveOptions, ResetOptions, SessionOptions,
        TemporaryCode, Verification,
    },
};

/// `inner` with `layer` around every call.
#[derive(Debug)]
pub struct Layered<L> {
    layer: L,
    inner: Arc<dyn MfaDirectory>,
    profile: Profile,
}

impl<L: Around> Layered<L> {
    /// Puts the layer around the directory.
    pub fn new(layer: L, inner: Arc<dyn MfaDirectory>) -> Self {
        let mut profile = inner.profile().clone();
        profile.capabilities = layer.capabilities(&profile.capabilities);
        Self { layer, inner, profile }
    }

    fn call(&self, operation: Operation) -> Call<'_> {
        Call { operation, profile: self.inner.profile(), user: None, factor: None }
    }
}

#[expect(clippy::disallowed_methods, reason = "a layer hands every call on; who may start one is decided above")]
#[deny(clippy::missing_trait_methods)]
#[async_trait]
impl<L: Around> MfaDirectory for Layered<L> {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    async fn user(&self, who: &UserRef) -> Result<User> {
        self.layer.around(self.call(Operation::User), &|| self.inner.user(who)).await
    }

    async fn users(&self, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        self.layer.around(self.call(Operation::Users), &|| self.inner.users(query, page)).await
    }

    async fn factors(&self, user: &UserId) -> Result<Vec<Factor>> {
        self.layer.around(self.call(Operation::Factors).about(user), &|| self.inner.factors(user)).await
    }

    async fn factor(&self, user: &UserId, factor: &FactorId) -> Result<Factor> {
        self.layer.around(self.call(Operation::Factor).on(user, factor), &|| self.inner.factor(user, factor)).await
    }

    async fn devices(&self, user: &UserId) -> Result<Vec<Factor>> {
        self.layer.around(self.call(Operation::Devices).about(user), &|| self.inner.devices(user)).await
    }

    async fn groups(&self, query: &GroupQuery, page: &PageRequest) -> Result<Page<Group>> {
        self.layer.around(self.call(Operation::Groups), &|| self.inner.groups(query, page)).await
    }

    async fn roles(&self, user: &UserId) -> Result<Vec<Role>> {
        self.layer.around(self.call(Operation::Roles).about(user), &|| self.inner.roles(user)).await
    }

    async fn available_factors(&self, user: &UserId) -> Result<Vec<AvailableFactor>> {
        self.layer
            .around(self.call(Operation::AvailableFactors).about(user), &|| self.inner.available_factors(user))
            .await
    }

    async fn questions(&self, user: &UserId) -> Result<Vec<Question>> {
        self.layer.around(self.call(Operation::Questions).about(user), &|| self.inner.questions(user)).await
    }

    async fn inventory(&self, page: &PageRequest) -> Result<Page<(Option<UserRef>, Factor)>> {
        self.layer.around(self.call(Operation::Inventory), &|| self.inner.inventory(page)).await
    }

    async fn enroll(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        self.layer.around(self.call(Operation::Enroll).about(user), &|| self.inner.enroll(user, request)).await
    }

    async fn poll_enrollment(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Activation> {
        self.layer
            .around(self.call(Operation::PollEnrollment).about(user), &|| self.inner.poll_enrollment(user, enrollment))
            .await
    }

    async fn activate(&self, user: &UserId, enrollment: &EnrollmentHandle, proof: &Proof) -> Result<Activation> {
        self.layer
            .around(self.call(Operation::Activate).about(user), &|| self.inner.activate(user, enrollment, proof))
            .await
    }

    async fn resend(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Enrollment> {
        self.layer.around(self.call(Operation::Resend).about(user), &|| self.inner.resend(user, enrollment)).await
    }

    async fn challenge(&self, user: &UserId, factor: &FactorId, request: &ChallengeRequest) -> Result<Challenge> {
        self.layer
            .around(self.call(Operation::Challenge).on(user, factor), &|| self.inner.challenge(user, factor, request))
            .await
    }

    async fn poll(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<ChallengeState> {
        self.layer.around(self.call(Operation::Poll).about(user), &|| self.inner.poll(user, challenge)).await
    }

    async fn verify(&self, user: &UserId, asked: &Asked, proof: &Proof) -> Result<Verification> {
        self.layer.around(self.call(Operation::Verify).about(user), &|| self.inner.verify(user, asked, proof)).await
    }

    async fn cancel(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<Done> {
        self.layer.around(self.call(Operation::Cancel).about(user), &|| self.inner.cancel(user, challenge)).await
    }

    async fn remove(&self, user: &UserId, factor: &FactorId, options: &RemoveOptions) -> Result<Done> {
        self.layer
            .around(self.call(Operation::Remove).on(user, factor), &|| self.inner.remove(user, factor, options))
            .await
    }

    async fn reset(&self, user: &UserId, options: &ResetOptions) -> Result<Done> {
        self.layer.around(self.call(Operation::Reset).about(user), &|| self.inner.reset(user, options)).await
    }

    async fn temporary_code(&self, user: &UserId, request: &CodeRequest) -> Result<TemporaryCode> {
        self.layer
            .around(self.call(Operation::TemporaryCode).about(user), &|| self.inner.temporary_code(user, request))
            .await
    }

    async fn revoke_code(&self, user: &UserId, code: &FactorId) -> Result<Done> {
        self.layer.around(self.call(Operation::RevokeCode).on(user, code), &|| self.inner.revoke_code(user, code)).await
    }

    async fn unlock(&self, user: &UserId) -> Result<Done> {
        self.layer.around(self.call(Operation::Unlock).about(user), &|| self.inner.unlock(user)).await
    }

    async fn end_sessions(&self, user: &UserId, options: &SessionOptions) -> Result<Done> {
        self.layer
            .around(self.call(Operation::EndSessions).about(user), &|| self.inner.end_sessions(user, options))
            .await
    }

    async fn events(&self, query: &EventQuery, page: &PageRequest) -> Result<Page<Event>> {
        self.layer.around(self.call(Operation::Events), &|| self.inner.events(query, page)).await
    }
}
