//! What takes something away.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use mfadir_core::{Done, FactorId, Result, UserId};
use mfadir_http::Request;

use super::{client::Client, credentials::path};

/// The credentials whose owners were seen to be in the domain. That never changes: a credential keeps its owner and a
/// user their domain, and no id is used again (docs/providers/keystone.md, "Removal").
#[derive(Debug, Default)]
pub(super) struct Owned(Mutex<HashSet<(UserId, FactorId)>>);

impl Owned {
    pub(super) fn note(&self, user: &UserId, factor: &FactorId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((user.clone(), factor.clone()));
    }

    fn holds(&self, user: &UserId, factor: &FactorId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&(user.clone(), factor.clone()))
    }
}

impl Client {
    /// The server deletes a credential of anybody's, so whose it is is looked at first, unless that was seen before.
    pub(super) async fn remove(&self, user: &UserId, factor: &FactorId) -> Result<Done> {
        let path = path(factor)?;
        if !self.owned.holds(user, factor) {
            self.factor(user, factor).await?;
        }
        let response = self.ask(Request::delete(&path)).await?;
        if !response.is_empty() {
            return Err(response.unexpected("a body", "an empty answer to a removal"));
        }
        Ok(Done { request_id: response.request_id() })
    }
}
