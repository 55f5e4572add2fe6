//! The directory: each method of the contract, and where its work is done. A method that is not here answers
//! `Unsupported` by itself; one that is here is declared in `profile.rs`.

mod client;
mod credentials;
mod enrollment;
mod people;
mod removal;

use async_trait::async_trait;
use mfadir_core::{
    Done, EnrollRequest, Enrollment, Environment, Factor, FactorId, MfaDirectory, Operation, Page, PageRequest,
    Profile, RemoveOptions, Result, User, UserId, UserQuery, UserRef,
};
use mfadir_http::during;

pub(crate) use self::client::Client;
use crate::{config::Config, profile::profile};

/// One domain of a Keystone.
#[derive(Debug)]
pub struct Keystone {
    profile: Profile,
    pub(crate) client: Client,
}

/// The directory of a tenant. Does no I/O: the first request does, and reads the password.
pub fn connect(config: Config, environment: Environment) -> Result<Keystone> {
    let profile = profile(&config, environment.tenant.clone());
    Ok(Keystone { profile, client: Client::new(config, environment) })
}

impl Keystone {
    /// Does the work; its error names the operation and the tenant.
    pub(crate) async fn during<T>(&self, operation: Operation, work: impl Future<Output = Result<T>>) -> Result<T> {
        during(operation, &self.profile.tenant, work).await
    }
}

#[async_trait]
impl MfaDirectory for Keystone {
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
        self.during(Operation::Factors, self.client.factors(user)).await
    }

    async fn factor(&self, user: &UserId, factor: &FactorId) -> Result<Factor> {
        self.during(Operation::Factor, self.client.factor(user, factor)).await
    }

    async fn enroll(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        self.during(Operation::Enroll, self.client.enroll(user, request)).await
    }

    async fn remove(&self, user: &UserId, factor: &FactorId, _options: &RemoveOptions) -> Result<Done> {
        self.during(Operation::Remove, self.client.remove(user, factor)).await
    }
}
