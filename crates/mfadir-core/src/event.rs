//! The provider's own record of what happened.

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    factor::FactorType,
    id::{FactorId, RequestId, UserId},
    operation::Operation,
    word::open_words,
};

/// Which events are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventQuery {
    /// Not before this time.
    pub since: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    /// Only those about this user.
    pub user: Option<UserId>,
    /// The newest first, on every page and from page to page; else in whichever order the provider tells them. Whoever
    /// reads a few pages of many wants the newest, and whoever waits for what comes wants the others.
    pub newest_first: bool,
}

open_words! {
    /// How the act ended.
    Outcome {
        /// It was done.
        Success = "success",
        /// It was not done.
        Failure = "failure",
        /// The person who was asked said no: they did not ask for it. A wrong code is none.
        Denied = "denied",
    }
}

/// One entry of the provider's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The provider's id of the entry; the same entry may be delivered twice.
    pub id: String,
    /// When it happened.
    pub at: Timestamp,
    /// What happened, in the provider's word.
    pub what: String,
    /// Which of our operations it records, where it can be told.
    pub operation: Option<Operation>,
    /// Who acted, as the provider names them.
    pub actor: Option<String>,
    /// Which of the tenant's people that was, where the provider tells: one who acted on themselves is told by it.
    pub actor_id: Option<UserId>,
    /// Whom it was about.
    pub user: Option<UserId>,
    /// What they sign in with, where the entry says.
    pub login: Option<String>,
    /// Which factor, where the entry says.
    pub factor: Option<FactorId>,
    /// What kind of factor, where the entry says.
    pub factor_type: Option<FactorType>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The request that caused it.
    pub request_id: Option<RequestId>,
    /// The User-Agent of that request: our ticket is in it.
    pub user_agent: Option<String>,
}

impl Event {
    /// Whether the person whom it is about did it themselves; nothing where that cannot be told. `login` is what they sign
    /// in with, where it is known: some providers name who acted by it, and others by a name that tells nothing.
    pub fn is_by_themselves(&self, login: Option<&str>) -> Option<bool> {
        let user = self.user.as_ref()?;
        if let Some(id) = &self.actor_id {
            return Some(id == user);
        }
        let actor = self.actor.as_deref()?;
        let is_login = login.is_some_and(|login| login.to_lowercase() == actor.to_lowercase());
        (is_login || actor == user.as_str()).then_some(true)
    }
}
