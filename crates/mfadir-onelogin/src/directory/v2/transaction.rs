//! What registrations and verifications of version 2 share.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{Error, FactorId, Result, UserId};
use mfadir_http::{Path, Request, Response};
use serde_json::Value;

use crate::{
    directory::{
        client::{Client, user_path},
        devices::no_device,
        proof::late,
    },
    handle::Transaction,
    id::is_id_shaped,
    wire::{Answered, answered},
};

/// `/api/2/mfa/users/{id}` and on.
pub(super) fn path(user: &UserId, fixed: &'static str) -> Result<Path> {
    Ok(user_path("/api/2/mfa/users", user)?.fixed(fixed))
}

/// A device's id as the specification wants it in a request.
pub(super) fn number(device: &str) -> Result<Value> {
    let number = device.parse::<u64>().ok().filter(|_| is_id_shaped(device));
    number.map(Value::from).ok_or_else(|| no_device(&FactorId::from(device)))
}

/// Whether its time is over.
pub(super) fn is_over(transaction: &Transaction, now: Timestamp) -> bool {
    now >= transaction.ends
}

/// How long it lasts, as the specification wants it in a request: digits in a text.
pub(super) fn expires_in(seconds: u64) -> Value {
    Value::from(seconds.to_string())
}

/// When it ends.
pub(super) fn ends(now: Timestamp, seconds: u64) -> Timestamp {
    now + Duration::from_secs(seconds)
}

impl Client {
    /// Sends a request about a transaction, and reads how far it is.
    pub(super) async fn about(&self, transaction: &Transaction, request: Request) -> Result<(Answered, Response)> {
        let late = |error: Error| late(error, self.clock.now(), Some(transaction.ends));
        let response = self.ask_with_proof(request).await.map_err(late)?;
        let answered = answered(&response).map_err(late)?;
        Ok((answered, response))
    }
}
