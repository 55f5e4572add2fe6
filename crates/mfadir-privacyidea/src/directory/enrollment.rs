//! New tokens (docs/providers/privacyidea.md, "Life of a factor").

use mfadir_core::{
    Activation, Applied, EnrollRequest, Enrollment, EnrollmentHandle, EnrollmentSecret, Error, ErrorKind, Expects,
    Result, UserId,
};
use mfadir_http::{Path, Request};
use secrecy::ExposeSecret;
use serde_json::{Map, Value};

use super::{challenge::POLL_AFTER, client::Client, recipe::Recipe};
use crate::{
    handle::{Held, Started},
    serial::no_token,
    wire::{Answer, StartedDetail, TokenPage, TokenRow, shown},
};

pub(super) const INIT: &str = "/token/init";

const DUE: &str = "a page of tokens";

impl Client {
    /// `POST /token/init`.
    pub(super) async fn enroll(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        let recipe = Recipe::of(request)?;
        let mut body = self.new_token(user, recipe.token_type)?;
        body.extend(recipe.fields.clone());
        let post = Request::post(&Path::new(INIT)).json(Value::Object(body));
        let secrets = recipe.key.iter().chain(&recipe.answer);
        let answer = self.ask(secrets.fold(post, Request::hiding)).await?;
        let detail: StartedDetail = answer.detail("a new token")?;
        keeps_secret(&recipe, &detail, &answer)?;
        let started = Started {
            user: user.clone(),
            serial: detail.serial.clone(),
            token_type: recipe.token_type.to_owned(),
            registration: detail.transaction_id.clone(),
        };
        Ok(enrollment(&started, &recipe, &detail, &answer))
    }

    /// `GET /token/` with the serial number.
    pub(super) async fn poll_enrollment(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Activation> {
        let started = Started::unpack(enrollment.unpack(), user)?;
        let row = self.started_token(&started).await?;
        Ok(match row.rollout_state.as_deref().unwrap_or_default() {
            "" | "enrolled" => Activation::Active(started.serial.into()),
            "denied" | "failed" | "broken" => Activation::Refused,
            _ => Activation::Waiting { poll_after: Some(POLL_AFTER) },
        })
    }

    /// The token as it is now.
    pub(super) async fn started_token(&self, started: &Started) -> Result<TokenRow> {
        let named = self.person(&started.user)?.in_query(Request::get(&Path::new("/token/")));
        let answer = self.ask(named.query("serial", &started.serial)).await?;
        let listed: TokenPage = answer.read(DUE)?;
        let rows: Vec<TokenRow> = answer.response.rows(listed.tokens, DUE)?;
        let row = rows.into_iter().find(|row| row.serial == started.serial);
        row.ok_or_else(|| no_token(&started.serial).with_request_id(answer.request_id()))
    }

    /// The fields of any new token of the user's.
    ///
    /// The name goes as it is: where the server would read another one out of it, it refuses to make a token at all
    /// (docs/providers/privacyidea.md, "Names").
    pub(super) fn new_token(&self, user: &UserId, token_type: &str) -> Result<Map<String, Value>> {
        let person = self.person(user)?;
        let fields = [("type", token_type), ("user", person.login()), ("realm", &self.realm)];
        let resolver = person.resolver().map(|resolver| ("resolver", resolver));
        Ok(fields.into_iter().chain(resolver).map(|(name, value)| (name.to_owned(), value.into())).collect())
    }
}

fn enrollment(started: &Started, recipe: &Recipe, detail: &StartedDetail, answer: &Answer) -> Enrollment {
    let expects = detail.expects();
    Enrollment {
        handle: EnrollmentHandle::pack(started.pack()),
        factor: Some(started.serial.as_str().into()),
        active: expects == Expects::Nothing,
        expects,
        secret: told(recipe, detail),
        to_sign: detail.to_sign(),
        expires_at: None,
        poll_after: (expects == Expects::Approval).then_some(POLL_AFTER),
        request_id: answer.request_id(),
    }
}

/// What the user needs. The server tells a shared secret with messages too, which nobody but itself makes codes of.
fn told(recipe: &Recipe, detail: &StartedDetail) -> Option<EnrollmentSecret> {
    match recipe.token_type {
        "totp" | "hotp" if recipe.key.is_none() => detail.shared_secret(),
        "push" => detail.pairing(),
        "tan" => detail.codes(),
        "registration" => shown(detail.code(), None),
        _ => None,
    }
}

/// A policy can make the server throw the given secret away and make one of its own, without a word. The device that
/// has the given one would then never show a right code.
fn keeps_secret(recipe: &Recipe, detail: &StartedDetail, answer: &Answer) -> Result<()> {
    let Some(given) = &recipe.key else { return Ok(()) };
    if detail.key().is_none_or(|kept| kept == given.expose_secret()) {
        return Ok(());
    }
    let serial = &detail.serial;
    let clause = format!("the server made a secret of its own for {serial} instead of taking the given one");
    let hint = format!("remove {serial}, and take `{}_force_server_generate` out of the policies", recipe.token_type);
    Err(Error::new(ErrorKind::Conflict, clause)
        .with_applied(Applied::Perhaps)
        .with_request_id(answer.request_id())
        .with_hint(hint))
}
