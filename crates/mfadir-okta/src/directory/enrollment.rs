//! New factors, from the start to the proof that completes them (docs/providers/okta.md, "Enrollment").

mod phone;
mod request;

use std::time::Duration;

use mfadir_core::{
    Activation, EnrollRequest, Enrollment, EnrollmentHandle, EnrollmentSecret, Error, ErrorKind, Expects, Proof,
    Result, Retry, UserId,
};
use mfadir_http::{Path, Request, Response};
use serde_json::json;

use super::{
    api::{Api, user_path},
    handle::Pending,
    outcome::{Standing, standing, unknown},
    proof::activation,
    sending::POLL_AFTER,
};
use crate::{
    profile::bucket,
    wire::{ActivationRow, Embedded, FactorRow},
};

/// How long Okta takes no more codes for a user after five of them.
const PAUSE: Duration = Duration::from_mins(5);

impl Api {
    pub(super) async fn enroll(&self, user: &UserId, wanted: &EnrollRequest) -> Result<Enrollment> {
        let response = self.ask(request::enroll(user, wanted)?).await?;
        let row: FactorRow = response.object("a factor")?;
        let pending = pending(user, &row);
        let poll = self.follow_in(&response, row.link("poll"), user, &pending.factor)?;
        let pending = Pending { poll, template: wanted.template.clone(), ..pending };
        Ok(self.begun(&pending, &row, &response))
    }

    /// How the enrollment of a listed factor goes on. A link that leads elsewhere is left out: the list stays readable.
    pub(super) fn running(&self, user: &UserId, row: &FactorRow) -> Option<EnrollmentHandle> {
        let pending = pending(user, row);
        let poll = row.link("poll").and_then(|link| self.follow(link, user, &pending.factor).ok());
        row.is_pending().then(|| Pending { poll, ..pending }.pack())
    }

    pub(super) async fn poll_enrollment(&self, user: &UserId, handle: &EnrollmentHandle) -> Result<Activation> {
        let pending = Pending::unpack(handle, user)?;
        let request = match &pending.poll {
            Some(link) => {
                Request::post(&factor_path(user, &pending)?).instead(&self.follow(link, user, &pending.factor)?)
            }
            None => Request::get(&factor_path(user, &pending)?),
        };
        self.step(request, &pending).await
    }

    /// What is completed elsewhere takes no proof: there it only asks how far it is.
    pub(super) async fn activate(&self, user: &UserId, handle: &EnrollmentHandle, proof: &Proof) -> Result<Activation> {
        let pending = Pending::unpack(handle, user)?;
        if pending.is_completed_elsewhere() {
            return self.poll_enrollment(user, handle).await;
        }
        let proven = activation(proof)?;
        let request = Request::post(&factor_path(user, &pending)?.fixed("/lifecycle/activate")).json(proven.body);
        let request = proven.secrets.iter().fold(request, Request::hiding);
        match self.step(request, &pending).await {
            Err(late) if pending.is_sent() && late.code() == Some("E0000083") => Ok(Activation::Expired),
            done => done,
        }
    }

    /// Sends a code again; a push gets a new code to scan.
    pub(super) async fn resend(&self, user: &UserId, handle: &EnrollmentHandle) -> Result<Enrollment> {
        let pending = Pending::unpack(handle, user)?;
        if pending.word == "push" {
            return self.restart(user, pending).await;
        }
        if !pending.is_sent() {
            return Err(Error::new(ErrorKind::Conflict, "nothing is sent for this kind of factor"));
        }
        let path = factor_path(user, &pending)?.fixed("/resend");
        let response = self.ask(resending(&path, &pending)).await.map_err(too_often)?;
        let row: FactorRow = response.object("a factor")?;
        Ok(self.begun(&pending, &row, &response))
    }

    async fn restart(&self, user: &UserId, pending: Pending) -> Result<Enrollment> {
        let path = factor_path(user, &pending)?.fixed("/lifecycle/activate");
        let response = self.ask(Request::post(&path).bucket(bucket::REST)).await.map_err(too_often)?;
        let row: ActivationRow = response.object("an activation")?;
        let poll = self.follow_in(&response, row.link("poll"), user, &pending.factor)?.or(pending.poll);
        let pending = Pending { poll, ..pending };
        let picture = |link: &str| EnrollmentSecret { secret: None, address: Some(link.into()) };
        Ok(Enrollment {
            active: row.is_active(),
            expires_at: row.expires_at(),
            secret: row.link("qrcode").map(picture),
            ..enrollment(&pending, &response)
        })
    }

    fn begun(&self, pending: &Pending, row: &FactorRow, response: &Response) -> Enrollment {
        let issuer = self.transport.origin().host();
        let account = row.account().unwrap_or("user");
        let embedded = row.embedded().filter(|_| !row.is_active());
        let begun = enrollment(pending, response);
        Enrollment {
            active: row.is_active(),
            expects: if row.is_active() { Expects::Nothing } else { begun.expects },
            secret: embedded.and_then(|embedded| embedded.secret(issuer, account)),
            to_sign: embedded.and_then(Embedded::to_register),
            expires_at: embedded.and_then(Embedded::expires_at),
            poll_after: begun.poll_after.filter(|_| !row.is_active()),
            ..begun
        }
    }

    /// One step of the activation, and how far it is then.
    async fn step(&self, request: Request, pending: &Pending) -> Result<Activation> {
        let response = self.ask(request.bucket(bucket::REST)).await;
        let response = match response.map_err(too_often) {
            Err(error) if error.code() == Some("E0000073") => return Ok(Activation::Refused),
            Err(error) if error.code() == Some("E0000191") => return Ok(Activation::Expired),
            response => response?,
        };
        let row: ActivationRow = response.object("an activation")?;
        if row.is_active() {
            return Ok(Activation::Active(row.id.map_or_else(|| pending.factor.clone(), Into::into)));
        }
        let result = row.result().ok_or_else(|| response.unexpected("an object", "an activation"))?;
        match standing(result).ok_or_else(|| unknown(&response, result))? {
            Standing::Accepted => Ok(Activation::Active(pending.factor.clone())),
            Standing::Waiting => Ok(Activation::Waiting { poll_after: Some(POLL_AFTER) }),
            Standing::Late | Standing::Stale => Ok(Activation::Expired),
            Standing::Broken => Err(response.error(ErrorKind::Unavailable, "Okta's factor service failed")),
            _ => Ok(Activation::Refused),
        }
    }
}

fn pending(user: &UserId, row: &FactorRow) -> Pending {
    Pending {
        word: row.word().to_owned(),
        provider: row.provider().to_owned(),
        reached_at: row.reached_at(),
        ..Pending::new(user, &row.id)
    }
}

/// The enrollment as far as its handle tells.
fn enrollment(pending: &Pending, response: &Response) -> Enrollment {
    let expects = match pending.word.as_str() {
        "webauthn" | "u2f" => Expects::Signature,
        _ if pending.is_completed_elsewhere() => Expects::Approval,
        _ => Expects::Code,
    };
    Enrollment {
        handle: pending.pack(),
        factor: Some(pending.factor.clone()),
        active: false,
        expects,
        secret: None,
        to_sign: None,
        expires_at: None,
        poll_after: (expects == Expects::Approval).then_some(POLL_AFTER),
        request_id: response.request_id(),
    }
}

/// The body says again what the factor is and where codes go.
fn resending(path: &Path, pending: &Pending) -> Request {
    let Pending { word, provider, reached_at, template, .. } = pending;
    let body = json!({"factorType": word, "provider": provider, "profile": reached_at});
    let request = Request::post(path).bucket(bucket::REST).json(body);
    match template {
        Some(template) => request.query("templateId", template),
        None => request,
    }
}

fn factor_path(user: &UserId, pending: &Pending) -> Result<Path> {
    user_path(user)?.fixed("/factors").segment(pending.factor.as_str())
}

/// Okta takes five codes of a user in five minutes, and refuses the next like a request too many. The budget keeps us
/// from that, so here it means the user: whoever came back sooner with the same code would be refused again.
fn too_often(error: Error) -> Error {
    if error.code() != Some("E0000047") {
        return error;
    }
    error.with_retry(Retry::After(PAUSE)).with_hint("Okta takes five codes of a user in five minutes, no more")
}
