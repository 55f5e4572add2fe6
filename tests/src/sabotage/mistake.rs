//! Saboteurs that are dishonest about what they offer, or send more than they should.

use async_trait::async_trait;
use mfadir_core::{
    Done, Error, ErrorKind, Factor, FactorId, MfaDirectory, Operation, Profile, RemoveOptions, Result, Retry, Role,
    SessionOptions, User, UserId, UserRef, UserStatus,
};

use super::{Sabotage, Saboteur, saboteur};

pub(super) const ALL: &[Saboteur] = &[
    saboteur!("undeclared-works", "undeclared-is-unsupported", UndeclaredWorks),
    saboteur!("undeclared-is-sent", "undeclared-sends-nothing", UndeclaredWorks),
    saboteur!("declared-is-unsupported", "declared-is-supported", DeclaredIsUnsupported),
    saboteur!("two-requests-for-a-read", "reads-send-one-request", TwoReads),
    saboteur!("two-requests-for-a-lookup", "lookups-send-one-request", TwoReads),
    saboteur!("two-requests-for-a-write", "writes-write-once", TwoWrites),
    saboteur!("read-that-writes", "reads-change-nothing", ReadThatWrites),
    saboteur!("deactivated-shown-active", "deactivated-user-is-found", DeactivatedShownActive),
    saboteur!("throttled-for-ever", "throttled-is-told", ThrottledForEver),
    saboteur!("administrator-overlooked", "roles-tell-administrators", AdministratorOverlooked),
    saboteur!("anothers-factor-shown", "factor-of-another-is-not-found", AnothersFactorShown),
];

#[derive(Debug)]
struct UndeclaredWorks;

#[async_trait]
impl Sabotage for UndeclaredWorks {
    fn profile(&self, honest: &Profile) -> Profile {
        let mut profile = honest.clone();
        profile.capabilities.operations.remove(&Operation::Roles);
        profile
    }
}

#[derive(Debug)]
struct DeclaredIsUnsupported;

#[async_trait]
impl Sabotage for DeclaredIsUnsupported {
    async fn unlock(&self, _honest: &dyn MfaDirectory, _user: &UserId) -> Result<Done> {
        Err(Error::unsupported(Operation::Unlock))
    }
}

#[derive(Debug)]
struct TwoReads;

#[async_trait]
impl Sabotage for TwoReads {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        honest.user(who).await?;
        honest.user(who).await
    }
}

#[derive(Debug)]
struct TwoWrites;

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands")]
#[async_trait]
impl Sabotage for TwoWrites {
    async fn remove(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
        honest.end_sessions(user, &SessionOptions::default()).await?;
        honest.remove(user, factor, &RemoveOptions::default()).await
    }
}

#[derive(Debug)]
struct ReadThatWrites;

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands")]
#[async_trait]
impl Sabotage for ReadThatWrites {
    async fn factors(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>> {
        honest.end_sessions(user, &SessionOptions::default()).await?;
        honest.factors(user).await
    }
}

#[derive(Debug)]
struct DeactivatedShownActive;

#[async_trait]
impl Sabotage for DeactivatedShownActive {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        Ok(User { status: UserStatus::Active, ..honest.user(who).await? })
    }
}

#[derive(Debug)]
struct ThrottledForEver;

#[async_trait]
impl Sabotage for ThrottledForEver {
    async fn factors(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>> {
        let never = |error: Error| match error.kind() {
            ErrorKind::Throttled => error.with_retry(Retry::Never),
            _ => error,
        };
        honest.factors(user).await.map_err(never)
    }
}

#[derive(Debug)]
struct AdministratorOverlooked;

#[async_trait]
impl Sabotage for AdministratorOverlooked {
    async fn roles(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Role>> {
        let roles = honest.roles(user).await?;
        Ok(roles.into_iter().map(|role| Role { administrator: false, ..role }).collect())
    }
}

#[derive(Debug)]
struct AnothersFactorShown;

#[async_trait]
impl Sabotage for AnothersFactorShown {
    async fn factor(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Factor> {
        let found = honest.factor(user, factor).await;
        let anybody = Factor::new(factor.clone(), mfadir_core::FactorType::of(mfadir_core::Kind::Sms), "active".into());
        found.or(Ok(anybody))
    }
}
