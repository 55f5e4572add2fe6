//! The directory: each method of the contract, and where its work is done.

mod api;
mod factors;
mod people;
mod writes;

use async_trait::async_trait;
use mfadir_core::{
    AvailableFactor, Done, Environment, Factor, FactorId, Group, GroupQuery, MfaDirectory, Operation, Page,
    PageRequest, Profile, RemoveOptions, ResetOptions, Result, Role, SessionOptions, User, UserId, UserQuery, UserRef,
};
use mfadir_http::during;

pub(crate) use self::api::Api;
use crate::{
    config::{Config, Engine},
    profile::profile,
};

/// One Okta organisation.
#[derive(Debug)]
pub struct Okta {
    profile: Profile,
    pub(crate) engine: Engine,
    pub(crate) api: Api,
}

/// The directory of a tenant. Does no I/O: the first request does, and reads the token.
pub fn connect(config: Config, environment: Environment) -> Result<Okta> {
    let profile = profile(&config, environment.tenant.clone());
    Ok(Okta { profile, engine: config.engine, api: Api::new(config, environment) })
}

impl Okta {
    pub(crate) async fn during<T>(&self, operation: Operation, work: impl Future<Output = Result<T>>) -> Result<T> {
        during(operation, &self.profile.tenant, work).await
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

    async fn groups(&self, query: &GroupQuery, page: &PageRequest) -> Result<Page<Group>> {
        self.during(Operation::Groups, self.api.groups(query, page)).await
    }

    async fn roles(&self, user: &UserId) -> Result<Vec<Role>> {
        self.during(Operation::Roles, self.api.roles(user)).await
    }

    async fn available_factors(&self, user: &UserId) -> Result<Vec<AvailableFactor>> {
        self.during(Operation::AvailableFactors, self.api.available_factors(user)).await
    }

    async fn remove(&self, user: &UserId, factor: &FactorId, options: &RemoveOptions) -> Result<Done> {
        self.during(Operation::Remove, self.api.remove(user, factor, options)).await
    }

    async fn reset(&self, user: &UserId, _options: &ResetOptions) -> Result<Done> {
        self.during(Operation::Reset, self.api.reset(user)).await
    }

    async fn unlock(&self, user: &UserId) -> Result<Done> {
        self.during(Operation::Unlock, self.api.unlock(user)).await
    }

    async fn end_sessions(&self, user: &UserId, options: &SessionOptions) -> Result<Done> {
        self.during(Operation::EndSessions, self.api.end_sessions(user, options)).await
    }
}
