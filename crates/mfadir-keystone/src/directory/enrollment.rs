//! New credentials (docs/providers/keystone.md, "Enrollment").

use mfadir_core::{
    EnrollRequest, EnrollWith, Enrollment, EnrollmentHandle, EnrollmentSecret, Error, ErrorKind, Expects, FactorType,
    Kind, Result, UserId,
};
use mfadir_http::{Path, Request, Response};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use url::Url;

use super::{client::Client, credentials::CREDENTIALS};
use crate::{
    base32::{fresh, plain},
    profile::TITLE,
    wire::{OneCredential, TOTP, UserRow},
};

impl Client {
    /// `POST /v3/credentials`. The server takes any text for a user, so the person is looked at first.
    pub(super) async fn enroll(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        let given = given(request)?;
        let owner = self.user_row(user).await?;
        let secret = given.clone().map_or_else(fresh, Ok)?;
        let credential = json!({"type": TOTP, "user_id": user.as_str(), "blob": secret.expose_secret()});
        let post = Request::post(&Path::new(CREDENTIALS)).json(json!({"credential": credential}));
        let response = self.ask(post.hiding(&secret)).await?;
        let made = response.object::<OneCredential>("a new credential")?.credential;
        if !made.is_factor_of(user.as_str()) {
            return Err(response.unexpected("another credential", "the new one"));
        }
        let told = given.is_none().then(|| told(secret, &owner));
        Ok(enrollment(made.id, told, &response))
    }
}

/// The secret that the device has already, or nothing where one is to be made. Everything that the server could not keep
/// is refused before anything is sent.
fn given(request: &EnrollRequest) -> Result<Option<SecretString>> {
    if !request.factor_type.covers(&FactorType::of(Kind::Totp)) {
        return Err(invalid(format!("Keystone does not enroll {}", request.factor_type)).with_hint("it enrolls totp"));
    }
    if request.label.is_some() {
        return Err(invalid("Keystone keeps no names of credentials"));
    }
    if request.template.is_some() || request.language.is_some() || request.lifetime.is_some() {
        return Err(invalid("Keystone sends nothing, so there is no text or time to choose"));
    }
    match &request.with {
        EnrollWith::Nothing => Ok(None),
        EnrollWith::Secret { profile: Some(_), .. } => {
            Err(invalid("Keystone's codes always have six digits, SHA-1 and 30 seconds"))
        }
        EnrollWith::Secret { secret, profile: None } => plain(secret).map(Some),
        _ => Err(invalid("a totp of Keystone is made of a secret, or of nothing")),
    }
}

fn enrollment(id: String, secret: Option<EnrollmentSecret>, response: &Response) -> Enrollment {
    Enrollment {
        handle: EnrollmentHandle::pack(id.clone()),
        factor: Some(id.into()),
        active: true,
        expects: Expects::Nothing,
        secret,
        to_sign: None,
        expires_at: None,
        poll_after: None,
        request_id: response.request_id(),
    }
}

/// What an app reads as a QR code: the form that most of them take.
fn told(secret: SecretString, owner: &UserRow) -> EnrollmentSecret {
    let mut address = Url::parse("otpauth://totp").expect("a fixed address is one");
    if let Ok(mut segments) = address.path_segments_mut() {
        segments.push(&format!("{TITLE}:{}", owner.name));
    }
    address.query_pairs_mut().append_pair("secret", secret.expose_secret()).append_pair("issuer", TITLE);
    EnrollmentSecret { secret: Some(secret), address: Some(String::from(address).into()) }
}

fn invalid(clause: impl Into<String>) -> Error {
    Error::new(ErrorKind::Invalid, clause)
}
