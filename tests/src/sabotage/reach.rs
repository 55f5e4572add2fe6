//! Saboteurs that reach the wrong person or too many factors.

use async_trait::async_trait;
use mfadir_core::{
    Done, Error, ErrorKind, Factor, FactorId, FactorStatus, MfaDirectory, Operation, Page, PageRequest, RemoveOptions,
    ResetOptions, Result, User, UserId, UserQuery, UserRef,
};

use super::{Sabotage, Saboteur, saboteur};

pub(super) const ALL: &[Saboteur] = &[
    saboteur!("login-by-its-beginning", "part-of-a-login-finds-nobody", LoginByBeginning),
    saboteur!("login-with-wildcards", "wildcards-find-nobody", LoginWithWildcards),
    saboteur!("email-with-wildcards", "email-query-has-no-wildcards", EmailWithWildcards),
    saboteur!("operators-obeyed-in-a-text", "text-query-is-text", OperatorsObeyed),
    saboteur!("members-of-any-group", "odd-group-ids-have-no-members", MembersOfAnyGroup),
    saboteur!("me-is-somebody", "words-are-nobodys-login", MeIsSomebody),
    saboteur!("id-taken-for-a-login", "id-is-nobodys-login", IdTakenForLogin),
    saboteur!("login-taken-for-an-id", "login-is-nobodys-id", LoginTakenForId),
    saboteur!("login-in-one-case-only", "user-by-login-in-any-case", OneCaseOnly),
    saboteur!("sibling-removed", "remove-takes-what-it-says", SiblingRemoved),
    saboteur!("anothers-factor-removed", "remove-of-anothers-factor-is-not-found", AnothersRemoved),
    saboteur!("removal-takes-hidden", "remove-takes-the-family", RemovalTakesHidden),
    saboteur!("reset-leaves-pending", "reset-removes-pending", ResetLeavesPending),
    saboteur!("reset-takes-a-colleague", "reset-leaves-others-alone", ResetTakesColleague),
];

/// The first person whose login passes.
async fn first(honest: &dyn MfaDirectory, passes: impl Fn(&str) -> bool + Send) -> Result<User> {
    let all = honest.users(&UserQuery::All, &PageRequest::default()).await?;
    let nobody = || {
        let error = Error::new(ErrorKind::NotFound, "nobody").with_operation(Operation::User);
        error.with_tenant(honest.profile().tenant.clone())
    };
    all.items.into_iter().find(|user| passes(&user.login)).ok_or_else(nobody)
}

#[derive(Debug)]
struct LoginByBeginning;

#[async_trait]
impl Sabotage for LoginByBeginning {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        let UserRef::Login(login) = who else { return honest.user(who).await };
        first(honest, |known| !login.is_empty() && known.starts_with(login.as_str())).await
    }
}

#[derive(Debug)]
struct LoginWithWildcards;

#[async_trait]
impl Sabotage for LoginWithWildcards {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        match who {
            UserRef::Login(login) if login.ends_with('*') => {
                first(honest, |known| known.starts_with(login.trim_end_matches('*'))).await
            }
            _ => honest.user(who).await,
        }
    }
}

#[derive(Debug)]
struct EmailWithWildcards;

#[async_trait]
impl Sabotage for EmailWithWildcards {
    async fn users(&self, honest: &dyn MfaDirectory, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        match query {
            UserQuery::Email(address) if address.starts_with('*') => honest.users(&UserQuery::All, page).await,
            _ => honest.users(query, page).await,
        }
    }
}

#[derive(Debug)]
struct OperatorsObeyed;

#[async_trait]
impl Sabotage for OperatorsObeyed {
    async fn users(&self, honest: &dyn MfaDirectory, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        match query {
            UserQuery::Text(text) if text.contains(" or ") => honest.users(&UserQuery::All, page).await,
            _ => honest.users(query, page).await,
        }
    }
}

#[derive(Debug)]
struct MembersOfAnyGroup;

#[async_trait]
impl Sabotage for MembersOfAnyGroup {
    async fn users(&self, honest: &dyn MfaDirectory, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        let members = honest.users(query, page).await;
        if matches!(query, UserQuery::Members(_)) { members.or(Ok(Page::whole(Vec::new()))) } else { members }
    }
}

#[derive(Debug)]
struct MeIsSomebody;

#[async_trait]
impl Sabotage for MeIsSomebody {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        if *who == UserRef::Login("me".to_owned()) { first(honest, |_| true).await } else { honest.user(who).await }
    }
}

#[derive(Debug)]
struct IdTakenForLogin;

#[async_trait]
impl Sabotage for IdTakenForLogin {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        let found = honest.user(who).await;
        match who {
            UserRef::Login(login) if found.is_err() => honest.user(&UserRef::Id(login.as_str().into())).await,
            _ => found,
        }
    }
}

#[derive(Debug)]
struct LoginTakenForId;

#[async_trait]
impl Sabotage for LoginTakenForId {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        let found = honest.user(who).await;
        match who {
            UserRef::Id(id) if found.is_err() => honest.user(&UserRef::Login(id.to_string())).await,
            _ => found,
        }
    }
}

#[derive(Debug)]
struct OneCaseOnly;

#[async_trait]
impl Sabotage for OneCaseOnly {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        match who {
            UserRef::Login(login) => first(honest, |known| known == login).await,
            UserRef::Id(_) => honest.user(who).await,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands")]
async fn remove(honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
    honest.remove(user, factor, &RemoveOptions::default()).await
}

#[derive(Debug)]
struct SiblingRemoved;

#[async_trait]
impl Sabotage for SiblingRemoved {
    async fn remove(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
        let done = remove(honest, user, factor).await?;
        for sibling in honest.factors(user).await?.iter().filter(|left| !left.removal_takes.is_empty()) {
            let _ = remove(honest, user, &sibling.id).await;
        }
        Ok(done)
    }
}

#[derive(Debug)]
struct AnothersRemoved;

#[async_trait]
impl Sabotage for AnothersRemoved {
    async fn remove(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
        let found = remove(honest, user, factor).await;
        for other in honest.users(&UserQuery::All, &PageRequest::default()).await?.items {
            let _ = remove(honest, &other.id, factor).await;
        }
        found
    }
}

#[derive(Debug)]
struct RemovalTakesHidden;

#[async_trait]
impl Sabotage for RemovalTakesHidden {
    async fn factors(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>> {
        let mut factors = honest.factors(user).await?;
        for factor in &mut factors {
            factor.removal_takes.clear();
        }
        Ok(factors)
    }
}

#[derive(Debug)]
struct ResetLeavesPending;

#[async_trait]
impl Sabotage for ResetLeavesPending {
    async fn reset(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Done> {
        let factors = honest.factors(user).await?;
        let mut done = Done { request_id: Some("none".into()) };
        for factor in factors.iter().filter(|factor| factor.status == FactorStatus::Active) {
            done = remove(honest, user, &factor.id).await.unwrap_or(done);
        }
        Ok(done)
    }
}

#[derive(Debug)]
struct ResetTakesColleague;

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands")]
#[async_trait]
impl Sabotage for ResetTakesColleague {
    async fn reset(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Done> {
        let colleague = first(honest, |login| login.starts_with("bob")).await?;
        honest.reset(&colleague.id, &ResetOptions::default()).await?;
        honest.reset(user, &ResetOptions::default()).await
    }
}
