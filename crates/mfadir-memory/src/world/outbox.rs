//! What the tenant sent to its users. Nobody gets it; a test or a trainer reads it.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{FactorId, Kind, Result, UserId};
use serde::{Deserialize, Serialize};

use super::{World, proof::Way};
use crate::{enrolled::EnrolledFactor, masked::Masked, reason::Reason};

/// The oldest messages are forgotten beyond so many.
const KEPT: usize = 1000;

/// A code on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// When it was sent.
    pub at: Timestamp,
    /// By which way: sms, voice or email.
    pub channel: Kind,
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

    /// Sends a message that holds no code to be typed, but this text to be followed.
    pub fn send(&mut self, message: Message) {
        self.outbox.push(message);
        self.outbox.drain(..self.outbox.len().saturating_sub(KEPT));
    }

    /// Makes what answers a factor that is asked or begun, and sends it where it travels by message. `Throttled` where
    /// the last message to the same place is too young.
    pub(super) fn sent_for(&mut self, user: &UserId, factor: &EnrolledFactor, at: Timestamp) -> Result<Option<Masked>> {
        Ok(match Way::of(&factor.kind) {
            Way::Sent => Some(self.send_code(user, factor, at)?),
            Way::Signed => Some(Masked::new(format!("{:016x}{:016x}", self.ids.number(), self.ids.number()))),
            _ => None,
        })
    }

    fn send_code(&mut self, user: &UserId, factor: &EnrolledFactor, at: Timestamp) -> Result<Masked> {
        self.refuse_haste(factor, at)?;
        let code = Masked::new(format!("{:06}", self.ids.number() % 1_000_000));
        self.send(Message {
            at,
            channel: factor.kind.clone(),
            user: user.clone(),
            factor: factor.id.clone(),
            to: factor.destination.clone(),
            code: code.clone(),
        });
        Ok(code)
    }

    fn refuse_haste(&self, factor: &EnrolledFactor, at: Timestamp) -> Result<()> {
        let Some(pause) = self.rules.pauses.get(&factor.kind) else { return Ok(()) };
        let same = |message: &&Message| message.channel == factor.kind && message.to == factor.destination;
        let Some(last) = self.outbox.iter().rev().find(same) else { return Ok(()) };
        match Duration::try_from((last.at + *pause).duration_since(at)) {
            Ok(wait) if !wait.is_zero() => Err(Reason::TooEarly.until(wait)),
            _ => Ok(()),
        }
    }
}
