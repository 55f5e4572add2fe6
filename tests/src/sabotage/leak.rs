//! Saboteurs that tell too much or too little.

use std::fmt;

use async_trait::async_trait;
use mfadir_core::{Done, Error, FactorId, MfaDirectory, RemoveOptions, Result, User, UserId, UserRef};

use super::{Sabotage, Saboteur, saboteur};
use crate::memory::company::KEY;

pub(super) const ALL: &[Saboteur] = &[
    saboteur!("secret-in-debug", "secrets-are-not-shown", SecretInDebug),
    saboteur!("secret-in-an-error", "secrets-are-not-shown", SecretInError),
    saboteur!("error-without-names", "errors-name-operation-and-tenant", ErrorWithoutNames),
    saboteur!("request-id-lost", "remove-tells-the-request-id", RequestIdLost),
];

struct SecretInDebug;

impl fmt::Debug for SecretInDebug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential").field("key", &KEY).finish()
    }
}

#[async_trait]
impl Sabotage for SecretInDebug {}

#[derive(Debug)]
struct SecretInError;

#[async_trait]
impl Sabotage for SecretInError {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        honest.user(who).await.map_err(|error| error.with_source(format!("the provider said: {KEY} is wrong")))
    }
}

#[derive(Debug)]
struct ErrorWithoutNames;

#[async_trait]
impl Sabotage for ErrorWithoutNames {
    async fn user(&self, honest: &dyn MfaDirectory, who: &UserRef) -> Result<User> {
        honest.user(who).await.map_err(|error| Error::new(error.kind(), error.message()))
    }
}

#[derive(Debug)]
struct RequestIdLost;

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands")]
#[async_trait]
impl Sabotage for RequestIdLost {
    async fn remove(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
        honest.remove(user, factor, &RemoveOptions::default()).await.map(|_| Done::default())
    }
}
