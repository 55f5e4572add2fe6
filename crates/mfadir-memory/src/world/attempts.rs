//! How often something was tried lately.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{ErrorKind, FactorId, FactorType, Operation, Result, UserId, UserStatus};
use serde::{Deserialize, Serialize};

use super::World;
use crate::{act::Act, reason::Reason, rules::Limit};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Try {
    /// A wrong proof of an enrollment.
    Activation,
    /// A wrong proof of a factor.
    Verification,
    /// A message that was sent again.
    Resend,
}

/// One thing that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Attempt {
    user: UserId,
    what: Try,
    at: Timestamp,
}

impl World {
    /// Refuses, as `Throttled`, where the limit is reached.
    pub(super) fn within_limit(&self, user: &UserId, what: Try, at: Timestamp) -> Result<()> {
        let Some(limit) = self.limit(what).filter(|limit| !limit.locks) else { return Ok(()) };
        let recent = self.recent(user, what, limit, at);
        let Some(first) = recent.len().checked_sub(limit.most).and_then(|index| recent.get(index)) else {
            return Ok(());
        };
        let wait = Duration::try_from((*first + limit.within).duration_since(at)).unwrap_or_default();
        Err(Reason::TooMany.until(wait))
    }

    /// Counts one, and locks the account where that was one too many.
    pub(super) fn count(&mut self, user: &UserId, what: Try, act: &Act) -> Result<()> {
        let Some(limit) = self.limit(what) else { return Ok(()) };
        self.attempts.push(Attempt { user: user.clone(), what, at: act.at });
        if limit.locks && self.recent(user, what, limit, act.at).len() >= limit.most {
            self.person_mut(user)?.status = UserStatus::Locked;
        }
        Ok(())
    }

    /// Counts a wrong proof, writes it to the log, and forgets the wrong ones after a right one.
    pub(super) fn judged<T>(
        &mut self,
        user: &UserId,
        what: Try,
        factor: Option<(&FactorId, &FactorType)>,
        outcome: Result<T>,
        act: &Act,
    ) -> Result<T> {
        match &outcome {
            Ok(_) => self.forget(user, what),
            Err(error) if error.kind() == ErrorKind::WrongProof => {
                let operation = if what == Try::Activation { Operation::Activate } else { Operation::Verify };
                self.note_failure(user, operation, factor, act);
                self.count(user, what, act)?;
            }
            Err(_) => {}
        }
        outcome
    }

    /// Forgets what was counted.
    pub(super) fn forget(&mut self, user: &UserId, what: Try) {
        self.attempts.retain(|attempt| attempt.user != *user || attempt.what != what);
    }

    fn limit(&self, what: Try) -> Option<Limit> {
        match what {
            Try::Activation => self.rules.activations,
            Try::Verification => self.rules.verifications,
            Try::Resend => self.rules.resends,
        }
    }

    fn recent(&self, user: &UserId, what: Try, limit: Limit, at: Timestamp) -> Vec<Timestamp> {
        let mine = self.attempts.iter().filter(|attempt| attempt.user == *user && attempt.what == what);
        mine.map(|attempt| attempt.at).filter(|then| *then + limit.within > at).collect()
    }
}
