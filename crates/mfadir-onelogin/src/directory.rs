//! The directory: each method of the contract, and where its work is done.

mod client;
mod devices;
mod people;
mod roles;
mod writes;

use async_trait::async_trait;
use mfadir_core::{
    AvailableFactor, Done, Environment, Factor, FactorId, Group, GroupQuery, MfaDirectory, Operation, Page,
    PageRequest, Profile, RemoveOptions, Result, SessionOptions, User, UserId, UserQuery, UserRef,
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

    async fn remove(&self, user: &UserId, factor: &FactorId, _options: &RemoveOptions) -> Result<Done> {
        self.during(Operation::Remove, self.client.remove(user, factor)).await
    }

    async fn unlock(&self, user: &UserId) -> Result<Done> {
        self.during(Operation::Unlock, self.client.unlock(user)).await
    }

    async fn end_sessions(&self, user: &UserId, _options: &SessionOptions) -> Result<Done> {
        self.during(Operation::EndSessions, self.client.log_out(user)).await
    }
}
