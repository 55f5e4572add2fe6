//! Whose a token must be before it is deleted.
//!
//! The server compares the owner of a token with the person who is named. But where the resolver that is named does not
//! exist, it forgets the person without a word, and deletes whatever has the serial number
//! (docs/providers/privacyidea.md, "Names"). A resolver that was renamed since an id was written down is enough. So
//! nothing is deleted in the name of a resolver that this server has not shown.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use mfadir_core::{Result, UserId, UserRef};

use super::client::Client;
use crate::person::Person;

/// The resolvers that the server has shown.
#[derive(Debug, Default)]
pub(crate) struct Resolvers(Mutex<BTreeSet<String>>);

impl Resolvers {
    /// Notes one that stood in an answer.
    pub(super) fn note(&self, name: Option<&str>) {
        let Some(name) = name.filter(|name| !name.is_empty()) else { return };
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !shown.contains(name) {
            shown.insert(name.to_owned());
        }
    }

    fn have(&self, name: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(name)
    }
}

impl Client {
    /// Whom the id names, where the server would compare the owner. Looks the person up if their resolver was not shown
    /// yet; whoever found them here before has seen it.
    pub(super) async fn owner(&self, user: &UserId) -> Result<Person> {
        let person = self.person(user)?;
        if person.resolver().is_some_and(|resolver| !self.resolvers.have(resolver)) {
            self.user(&UserRef::Id(user.clone())).await?;
        }
        Ok(person)
    }
}
