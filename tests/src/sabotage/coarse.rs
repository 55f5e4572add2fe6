//! Saboteurs of what is told where factors are not listed.

use async_trait::async_trait;
use mfadir_core::{MfaDirectory, Operation, Page, PageRequest, Profile, Result, User, UserQuery, UserRef};

use super::{Sabotage, Saboteur, saboteur};

pub(super) const ALL: &[Saboteur] = &[
    saboteur!("everybody-told-to-have-factors", "factors-are-told-truly", AlwaysTold),
    saboteur!("reset-not-told", "reset-is-told-of-the-person", AlwaysTold),
    saboteur!("list-tells-otherwise", "factors-are-told-alike", ListTellsOtherwise),
    saboteur!("removal-without-a-list", "unlisted-is-not-spoken-of", RemovalWithoutList),
    saboteur!("people-not-declared", "required-is-declared", PeopleNotDeclared),
];

#[derive(Debug)]
struct AlwaysTold;

#[async_trait]
impl Sabotage for AlwaysTold {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        Ok(User { has_factors: Some(true), ..honest.user(who).await? })
    }
}

#[derive(Debug)]
struct ListTellsOtherwise;

#[async_trait]
impl Sabotage for ListTellsOtherwise {
    async fn users(&self, honest: &dyn MfaDirectory, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        let Page { items, next } = honest.users(query, page).await?;
        let otherwise = |user: User| User { has_factors: user.has_factors.map(|has| !has), ..user };
        Ok(Page { items: items.into_iter().map(otherwise).collect(), next })
    }
}

/// The honest profile without an operation.
fn without(honest: &Profile, operation: Operation) -> Profile {
    let mut profile = honest.clone();
    profile.capabilities.operations.remove(&operation);
    profile
}

#[derive(Debug)]
struct RemovalWithoutList;

impl Sabotage for RemovalWithoutList {
    fn profile(&self, honest: &Profile) -> Profile {
        without(honest, Operation::Factors)
    }
}

#[derive(Debug)]
struct PeopleNotDeclared;

impl Sabotage for PeopleNotDeclared {
    fn profile(&self, honest: &Profile) -> Profile {
        without(honest, Operation::Users)
    }
}
