//! What stands between what is asked for and its doing.

mod person;
mod protected;
mod ruling;
mod smaller;

use std::sync::Arc;

use jiff::Timestamp;
use mfadir_policy::{History, Operators, Policy, Signed, TicketState, Used};

pub use protected::protection;
pub(crate) use ruling::{Ruling, rule_on, rule_on_rest};
pub use smaller::self_service;

use crate::{caller::Lost, facts::Want};

/// Begins an entry that protects the members of a group.
const GROUP: &str = "group:";
/// Begins an entry that protects whoever has a role.
const ROLE: &str = "role:";

/// The settings of the rules, and what the desk knows around a request. The default is the open policy, and a desk that
/// knows nothing.
#[derive(Clone, Debug)]
pub struct Guard {
    /// What the rules ask for.
    pub policy: Arc<Policy>,
    /// Protected users beside those of the policy: logins or mail addresses in any case, ids, `group:NAME`, `role:NAME`.
    pub protected: Vec<String>,
    /// Who may act, and whose signatures count.
    pub operators: Arc<Operators>,
    /// What the ticket system says.
    pub ticket: TicketState,
    /// The receipt that is handed in.
    pub receipt: Option<Signed>,
    /// The approvals that are handed in.
    pub approvals: Vec<Signed>,
    /// The receipts and approvals that were used.
    pub used: Used,
    /// What was done before.
    pub history: History,
    /// What the caller says is lost.
    pub lost: Vec<Lost>,
    /// Whether it only goes on with a challenge that was sent before.
    pub goes_on: bool,
    /// When the desk was asked. The rules' time is this or that of the facts, whichever is later.
    pub as_of: Option<Timestamp>,
}

impl Guard {
    /// A policy, and a desk that knows nothing.
    pub fn of(policy: Arc<Policy>, protected: Vec<String>) -> Self {
        Self {
            policy,
            protected,
            operators: Arc::default(),
            ticket: TicketState::NotAsked,
            receipt: None,
            approvals: Vec::new(),
            used: Used::default(),
            history: History::default(),
            lost: Vec::new(),
            goes_on: false,
            as_of: None,
        }
    }

    /// What has to be read to tell whether somebody is protected.
    pub fn wants(&self) -> Want {
        let names = |word: &str| self.entries().any(|entry| entry.starts_with(word));
        let roles = self.policy.protected.administrators || names(ROLE);
        Want { factors: false, roles, groups: names(GROUP) }
    }

    /// Everybody whom the tenant or the policy names as protected.
    fn entries(&self) -> impl Iterator<Item = &str> {
        self.protected.iter().chain(&self.policy.protected.people).map(String::as_str)
    }

    /// The rules' time.
    fn time(&self, facts_read_at: Timestamp) -> Timestamp {
        self.as_of.map_or(facts_read_at, |as_of| as_of.max(facts_read_at))
    }
}

impl Default for Guard {
    fn default() -> Self {
        Self::of(Arc::new(Policy::open()), Vec::new())
    }
}

#[cfg(test)]
mod tests;
