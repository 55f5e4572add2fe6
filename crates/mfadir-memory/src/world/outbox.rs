//! What the tenant sent to its users. Nobody gets it; a test or a trainer reads it.

use jiff::Timestamp;
use mfadir_core::{FactorId, UserId};
use serde::{Deserialize, Serialize};

use super::World;
use crate::masked::Masked;

/// A code on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// When it was sent.
    pub at: Timestamp,
    /// To whom.
    pub user: UserId,
    /// For which factor.
    pub factor: FactorId,
    /// To which number or address.
    pub to: Option<String>,
    /// The code in it.
    pub code: Masked,
}

impl World {
    /// Everything that was sent, the oldest first.
    pub fn outbox(&self) -> &[Message] {
        &self.outbox
    }

    /// The code that was sent last for this factor.
    pub fn sent_code(&self, user: &UserId, factor: &FactorId) -> Option<&Masked> {
        let mine = |message: &&Message| message.user == *user && message.factor == *factor;
        self.outbox.iter().rev().find(mine).map(|message| &message.code)
    }

    /// Sends a new code and answers with it.
    pub(super) fn send_code(&mut self, user: &UserId, factor: &FactorId, to: Option<String>, at: Timestamp) -> Masked {
        let code = Masked::new(format!("{:06}", self.ids.number() % 1_000_000));
        let message = Message { at, user: user.clone(), factor: factor.clone(), to, code: code.clone() };
        self.outbox.push(message);
        code
    }
}
