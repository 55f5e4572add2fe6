//! Registrations: new devices of version 2.

use mfadir_core::{
    Activation, EnrollRequest, EnrollWith, Enrollment, EnrollmentHandle, Error, ErrorKind, Expects, Proof, Result,
    UserId,
};
use mfadir_http::{Request, Response};
use secrecy::ExposeSecret;
use serde_json::json;

use super::transaction::{ends, expires_in, is_over, path};
use crate::{
    directory::{
        client::Client,
        lifetime::{POLL_AFTER, RUNNING, USUAL, seconds},
        proof::{code, wrong},
    },
    handle::{Held, Transaction},
    wire::{Answered, Progress, TransactionRow},
};

const DUE: &str = "a registration";

impl Client {
    pub(in crate::directory) async fn register(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        takes_nothing(&request.with)?;
        let lasts = seconds(request.lifetime.unwrap_or(USUAL), &RUNNING, "an enrollment")?;
        let offer = self.offer(user, request).await?;
        let body = json!({
            "factor_id": offer.factor_id,
            "display_name": request.label.as_deref().unwrap_or(offer.name()),
            "expires_in": expires_in(lasts),
            "verified": request.activate,
        });
        let ends = ends(self.clock.now(), lasts);
        let response = self.ask(Request::post(&path(user, "/registrations")?).json(body)).await?;
        let row = TransactionRow::read(&response, DUE)?;
        let device = row.device().map(str::to_owned);
        let registration = Transaction { user: user.clone(), id: row.id.0.clone(), device, ends };
        begun(&registration, &row, &response)
    }

    /// `GET registrations/{id}`.
    pub(in crate::directory) async fn registration(
        &self,
        user: &UserId,
        enrollment: &EnrollmentHandle,
    ) -> Result<Activation> {
        let registration = Transaction::unpack(enrollment.unpack(), user)?;
        let path = path(user, "/registrations")?.segment(&registration.id)?;
        match self.about(&registration, Request::get(&path)).await {
            Ok((answered, response)) => match answered.progress {
                Progress::Pending => Ok(Activation::Waiting { poll_after: Some(POLL_AFTER) }),
                _ => self.ended(&registration, answered, &response),
            },
            Err(error) => too_late(error),
        }
    }

    /// `PUT registrations/{id}` with the code.
    pub(in crate::directory) async fn complete_registration(
        &self,
        user: &UserId,
        enrollment: &EnrollmentHandle,
        proof: &Proof,
    ) -> Result<Activation> {
        let registration = Transaction::unpack(enrollment.unpack(), user)?;
        let code = code(proof)?;
        let path = path(user, "/registrations")?.segment(&registration.id)?;
        let put = Request::put(&path).json(json!({"otp": code.expose_secret()})).hiding(code);
        match self.about(&registration, put).await {
            Ok((answered, response)) => match answered.progress {
                Progress::Pending => Err(wrong().with_request_id(response.request_id())),
                _ => self.ended(&registration, answered, &response),
            },
            Err(error) => too_late(error),
        }
    }

    /// What became of a registration that is no longer pending. The word for an expired one is that for a refused one.
    fn ended(&self, registration: &Transaction, answered: Answered, response: &Response) -> Result<Activation> {
        if answered.progress == Progress::Rejected {
            let over = is_over(registration, self.clock.now());
            return Ok(if over { Activation::Expired } else { Activation::Refused });
        }
        let device = answered.device.or_else(|| registration.device.clone());
        let device = device.ok_or_else(|| response.unexpected("an accepted one without a device", DUE))?;
        Ok(Activation::Active(device.into()))
    }
}

/// Numbers and addresses are the user's own, which the backend does not change: a code that went elsewhere than the
/// operator meant would be worse than none.
fn takes_nothing(with: &EnrollWith) -> Result<()> {
    match with {
        EnrollWith::Nothing => Ok(()),
        EnrollWith::Phone { .. } | EnrollWith::Email { .. } => {
            let rule = "version 2 of OneLogin's API sends to the number and the address that the user has at OneLogin, \
                        and takes no other";
            Err(Error::new(ErrorKind::Invalid, rule).with_hint("leave it out, or set it at the user first"))
        }
        _ => Err(Error::new(ErrorKind::Invalid, "OneLogin makes the secret itself and takes no other")),
    }
}

fn begun(registration: &Transaction, row: &TransactionRow, response: &Response) -> Result<Enrollment> {
    let active = row.status.as_deref() == Some("accepted");
    if row.status.as_deref() == Some("rejected") {
        return Err(response.error(ErrorKind::Conflict, "OneLogin rejects the registration"));
    }
    let expects = if active { Expects::Nothing } else { row.expects() };
    Ok(Enrollment {
        handle: EnrollmentHandle::pack(registration.pack()),
        factor: row.device().map(Into::into),
        active,
        expects,
        secret: row.secret(),
        to_sign: None,
        expires_at: row.expires_at.or(Some(registration.ends)).filter(|_| !active),
        poll_after: (expects == Expects::Approval).then_some(POLL_AFTER),
        request_id: response.request_id(),
    })
}

fn too_late(error: Error) -> Result<Activation> {
    if error.kind() == ErrorKind::Expired { Ok(Activation::Expired) } else { Err(error) }
}
