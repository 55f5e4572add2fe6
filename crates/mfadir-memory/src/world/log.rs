//! The tenant's own log.

use jiff::Timestamp;
use mfadir_core::{EventQuery, FactorId, FactorType, Operation, RequestId, UserId};
use serde::{Deserialize, Serialize};

use super::World;
use crate::act::Act;

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The id of the entry.
    pub id: String,
    /// When it happened.
    pub at: Timestamp,
    /// Which operation of the contract it was, in its word.
    pub what: String,
    /// Who acted.
    pub actor: Option<String>,
    /// Whom it was about.
    pub user: UserId,
    /// Which factor.
    pub factor: Option<FactorId>,
    /// What kind of factor, as `kind@issuer`.
    pub factor_type: Option<String>,
    /// Whether it was refused or denied.
    #[serde(default)]
    pub failed: bool,
    /// The request that caused it.
    pub request_id: Option<RequestId>,
    /// The User-Agent of that request.
    pub user_agent: Option<String>,
}

impl Entry {
    /// The operation that the entry records.
    pub fn operation(&self) -> Option<Operation> {
        Operation::ALL.iter().copied().find(|operation| operation.as_str() == self.what)
    }

    fn answers(&self, query: &EventQuery) -> bool {
        query.since.is_none_or(|since| self.at >= since)
            && query.until.is_none_or(|until| self.at < until)
            && query.user.as_ref().is_none_or(|user| self.user == *user)
    }
}

impl World {
    /// The entries that the query asks for, the oldest first unless it wants the newest first.
    pub fn log(&self, query: &EventQuery) -> Vec<&Entry> {
        let mut found: Vec<&Entry> = self.log.iter().filter(|entry| entry.answers(query)).collect();
        if query.newest_first {
            found.reverse();
        }
        found
    }

    pub(super) fn note(
        &mut self,
        user: &UserId,
        operation: Operation,
        factor: Option<(&FactorId, &FactorType)>,
        act: &Act,
    ) {
        let entry = self.entry(user, operation, factor, act);
        self.log.push(entry);
    }

    pub(super) fn note_failure(
        &mut self,
        user: &UserId,
        operation: Operation,
        factor: Option<(&FactorId, &FactorType)>,
        act: &Act,
    ) {
        let entry = self.entry(user, operation, factor, act);
        self.log.push(Entry { failed: true, ..entry });
    }

    fn entry(
        &mut self,
        user: &UserId,
        operation: Operation,
        factor: Option<(&FactorId, &FactorType)>,
        act: &Act,
    ) -> Entry {
        Entry {
            id: self.ids.next("event"),
            at: act.at,
            what: operation.as_str().to_owned(),
            actor: act.actor.clone(),
            user: user.clone(),
            factor: factor.map(|(id, _)| id.clone()),
            factor_type: factor.map(|(_, factor_type)| factor_type.to_string()),
            failed: false,
            request_id: act.request_id.clone(),
            user_agent: act.user_agent.clone(),
        }
    }
}
