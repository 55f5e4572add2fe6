//! One device of version 1: its paths, and what a trigger tells.

use std::time::Duration;

use mfadir_core::{Error, ErrorKind, FactorId, Result, UserId};
use mfadir_http::{Path, Request, Response};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};

use crate::{
    directory::{
        client::{Client, user_path},
        code::TEMPORARY,
        devices::no_device,
        lifetime::{RUNNING, USUAL, seconds},
        proof::late,
    },
    handle::Triggered,
    id::is_id_shaped,
    wire::{Answered, Envelope, TriggeredRow, answered},
};

/// A device that was triggered.
pub(super) struct Sent {
    pub(super) row: TriggeredRow,
    pub(super) state: Triggered,
    pub(super) response: Response,
}

impl Client {
    /// `POST otp_devices/{id}/trigger`.
    pub(super) async fn send_trigger(&self, user: &UserId, device: &str, lifetime: Option<Duration>) -> Result<Sent> {
        let lasts = lifetime.unwrap_or(USUAL);
        let body = match lifetime {
            Some(lifetime) => json!({"state_token_expires_in": seconds(lifetime, &RUNNING, "a challenge")?}),
            None => json!({}),
        };
        let path = device_path(user, device)?.fixed("/trigger");
        let ends = self.clock.now() + lasts;
        let response = self.ask(Request::post(&path).json(body)).await?;
        let row: TriggeredRow = Envelope::open(&response, "a device that was triggered")?.one()?;
        let state = Triggered {
            user: user.clone(),
            device: device.to_owned(),
            state_token: row.state_token.clone(),
            ends: Some(ends),
            tap: false,
        };
        Ok(Sent { row, state, response })
    }

    /// `POST otp_devices/{id}/verify`, with a code or, to ask about a tap, without one. What it answers past the end of
    /// the state token came too late.
    pub(super) async fn send_verify(
        &self,
        state: &Triggered,
        code: Option<&SecretString>,
    ) -> Result<(Answered, Response)> {
        let path = verify_path(&state.user, &state.device)?;
        let token = state.state_token.as_deref().map(SecretString::from);
        let fields = [("state_token", token.as_ref()), ("otp_token", code)];
        let late = |error: Error| unasked(late(error, self.clock.now(), state.ends), state);
        let response = self.ask_with_proof(with_secrets(Request::post(&path), &fields)).await.map_err(late)?;
        let answered = answered(&response).map_err(late)?;
        Ok((answered, response))
    }
}

/// What has to be triggered takes no code that comes without the trigger's state token. The user has a code, so there
/// was a trigger: its code was used, or its end has come (docs/providers/onelogin.md, "Life of a factor").
fn unasked(error: Error, state: &Triggered) -> Error {
    if error.kind() != ErrorKind::Invalid || state.state_token.is_some() {
        return error;
    }
    Error::new(ErrorKind::Expired, "no challenge waits for this code: it was used, or came too late")
        .with_request_id(error.request_id().cloned())
        .with_source(error)
}

/// A body of secrets, those that are there.
fn with_secrets(request: Request, fields: &[(&str, Option<&SecretString>)]) -> Request {
    let there = fields.iter().filter_map(|(name, secret)| Some((*name, (*secret)?)));
    let body: Map<_, _> =
        there.clone().map(|(name, secret)| (name.to_owned(), secret.expose_secret().into())).collect();
    there.fold(request.json(Value::Object(body)), |request, (_, secret)| request.hiding(secret))
}

/// The path of a device. What is not shaped like an id is no device's and is not sent.
fn device_path(user: &UserId, device: &str) -> Result<Path> {
    let devices = user_path("/api/1/users", user)?.fixed("/otp_devices");
    if is_id_shaped(device) { devices.segment(device) } else { Err(no_device(&FactorId::from(device))) }
}

/// The path to hand a proof in at.
fn verify_path(user: &UserId, device: &str) -> Result<Path> {
    let device = if device == TEMPORARY {
        user_path("/api/1/users", user)?.fixed("/otp_devices/0")
    } else {
        device_path(user, device)?
    };
    Ok(device.fixed("/verify"))
}
