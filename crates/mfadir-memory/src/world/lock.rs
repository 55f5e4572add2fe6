//! Accounts that an administrator locks.

use mfadir_core::{Result, UserId, UserStatus};

use super::{Entry, World};
use crate::act::Act;

/// The word in the log: a lock is no operation of the contract.
const LOCK: &str = "lock";

impl World {
    /// Locks an account until somebody lifts the lock.
    pub fn lock(&mut self, user: &UserId, act: &Act) -> Result<()> {
        self.person_mut(user)?.status = UserStatus::Locked;
        let entry = Entry {
            id: self.ids.next("event"),
            at: act.at,
            what: LOCK.to_owned(),
            actor: act.actor.clone(),
            user: user.clone(),
            factor: None,
            factor_type: None,
            failed: false,
            request_id: act.request_id.clone(),
            user_agent: act.user_agent.clone(),
        };
        self.log.push(entry);
        Ok(())
    }
}
