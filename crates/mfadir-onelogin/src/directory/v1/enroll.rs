//! Phones, which are all that version 1 enrolls.

use mfadir_core::{
    Activation, EnrollRequest, EnrollWith, Enrollment, EnrollmentHandle, Error, ErrorKind, Expects, Proof, Result,
    UserId, e164,
};
use mfadir_http::{Request, Response};
use serde_json::json;

use super::device::Sent;
use crate::{
    directory::{
        client::Client,
        lifetime::USUAL,
        proof::{code, wrong},
    },
    handle::{Held, Triggered},
    wire::{Envelope, Progress, TriggeredRow},
};

const DUE: &str = "a device that was enrolled";

impl Client {
    /// `POST otp_devices`, which sends a code at once unless the number is trusted.
    pub(in crate::directory) async fn enroll_phone(
        &self,
        user: &UserId,
        request: &EnrollRequest,
    ) -> Result<Enrollment> {
        let number = number(request)?;
        if request.lifetime.is_some_and(|lifetime| lifetime != USUAL) {
            return Err(Error::new(
                ErrorKind::Invalid,
                "an enrollment lasts 120 seconds in version 1 of OneLogin's API",
            ));
        }
        let offer = self.offer(user, request).await?;
        let body = json!({
            "factor_id": offer.factor_id,
            "display_name": request.label.as_deref().unwrap_or(offer.name()),
            "number": number,
            "verified": request.activate,
        });
        let ends = self.clock.now() + USUAL;
        let post = Request::post(&self.devices_path(user)?).json(body);
        let response = self.ask(post).await.map_err(by_policy)?;
        let row: TriggeredRow = Envelope::open(&response, DUE)?.one()?;
        let device = row.device().ok_or_else(|| response.unexpected("a device without an id", DUE))?.to_owned();
        let active = row.is_active();
        let state =
            Triggered { user: user.clone(), device, state_token: row.state_token, ends: Some(ends), tap: false };
        Ok(enrollment(&state, active, &response))
    }

    /// The code of the enrollment, or one that was sent again, makes the device active.
    pub(in crate::directory) async fn activate_device(
        &self,
        user: &UserId,
        enrollment: &EnrollmentHandle,
        proof: &Proof,
    ) -> Result<Activation> {
        let state = Triggered::unpack(enrollment.unpack(), user)?;
        match self.send_verify(&state, Some(code(proof)?)).await {
            Ok((answered, _)) if answered.progress == Progress::Accepted => Ok(Activation::Active(state.device.into())),
            Ok((_, response)) => Err(wrong().with_request_id(response.request_id())),
            Err(error) if error.kind() == ErrorKind::Expired => Ok(Activation::Expired),
            Err(error) => Err(error),
        }
    }

    pub(in crate::directory) async fn trigger_again(
        &self,
        user: &UserId,
        enrollment: &EnrollmentHandle,
    ) -> Result<Enrollment> {
        let state = Triggered::unpack(enrollment.unpack(), user)?;
        let Sent { state, response, .. } = self.send_trigger(user, &state.device, None).await?;
        Ok(self::enrollment(&state, false, &response))
    }
}

fn enrollment(state: &Triggered, active: bool, response: &Response) -> Enrollment {
    Enrollment {
        handle: EnrollmentHandle::pack(state.pack()),
        factor: Some(state.device.as_str().into()),
        active,
        expects: if active { Expects::Nothing } else { Expects::Code },
        secret: None,
        to_sign: None,
        expires_at: state.ends.filter(|_| !active),
        poll_after: None,
        request_id: response.request_id(),
    }
}

fn number(request: &EnrollRequest) -> Result<&str> {
    match &request.with {
        EnrollWith::Phone { extension: Some(_), .. } => {
            Err(Error::new(ErrorKind::Invalid, "OneLogin takes no extension of a phone number"))
        }
        EnrollWith::Phone { number, .. } => e164(number),
        _ => Err(Error::new(ErrorKind::Invalid, "version 1 of OneLogin's API enrolls phones, and needs the number")
            .with_hint("give the number in E.164 form, as in +15555550123")),
    }
}

/// The same credential has just read what the user could enroll, so a 401 is seldom about the credential.
fn by_policy(error: Error) -> Error {
    match error.kind() {
        ErrorKind::Unauthenticated => {
            error.with_hint("OneLogin says this too where the user's policy does not allow the factor")
        }
        _ => error,
    }
}
