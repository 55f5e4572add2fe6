//! Where a saboteur can reach in.

use std::fmt::Debug;

use async_trait::async_trait;
use mfadir_core::{
    Asked, ChallengeHandle, ChallengeState, Done, Event, EventQuery, Factor, FactorId, Group, GroupQuery, MfaDirectory,
    Page, PageRequest, Profile, Proof, RemoveOptions, ResetOptions, Result, Role, User, UserId, UserQuery, UserRef,
    Verification,
};

/// What is done instead of handing a call on to the honest directory.
#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands, and hands calls on")]
#[async_trait]
pub(crate) trait Sabotage: Debug + Send + Sync + 'static {
    fn profile(&self, honest: &Profile) -> Profile {
        honest.clone()
    }

    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        honest.user(who).await
    }

    async fn users(&self, honest: &dyn MfaDirectory, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        honest.users(query, page).await
    }

    async fn factors(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>> {
        honest.factors(user).await
    }

    async fn factor(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Factor> {
        honest.factor(user, factor).await
    }

    async fn devices(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>> {
        honest.devices(user).await
    }

    async fn groups(&self, honest: &dyn MfaDirectory, query: &GroupQuery, page: &PageRequest) -> Result<Page<Group>> {
        honest.groups(query, page).await
    }

    async fn events(&self, honest: &dyn MfaDirectory, query: &EventQuery, page: &PageRequest) -> Result<Page<Event>> {
        honest.events(query, page).await
    }

    async fn roles(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Role>> {
        honest.roles(user).await
    }

    async fn poll(&self, honest: &dyn MfaDirectory, user: &UserId, handle: &ChallengeHandle) -> Result<ChallengeState> {
        honest.poll(user, handle).await
    }

    async fn verify(
        &self,
        honest: &dyn MfaDirectory,
        user: &UserId,
        asked: &Asked,
        proof: &Proof,
    ) -> Result<Verification> {
        honest.verify(user, asked, proof).await
    }

    async fn remove(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
        honest.remove(user, factor, &RemoveOptions::default()).await
    }

    async fn reset(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Done> {
        honest.reset(user, &ResetOptions::default()).await
    }

    async fn unlock(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Done> {
        honest.unlock(user).await
    }
}
