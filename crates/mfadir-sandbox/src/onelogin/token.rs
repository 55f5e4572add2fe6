//! Tokens: `/auth/…`.

use std::{collections::BTreeMap, time::Duration};

use mfadir_memory::Masked;
use serde_json::{Value, json};

use super::{
    access,
    errors::{self, Refusal},
    exchange::{Reply, Request, envelope, success},
    hour,
};
use crate::{
    credential::{CredentialName, IssuedToken, Keys},
    tenant::Tenant,
};

const LIFETIME: Duration = Duration::from_hours(10);
/// The number of this account.
pub(super) const ACCOUNT: u64 = 40_217;

type Fields = BTreeMap<String, String>;

/// `POST /auth/oauth2/v2/token`: flat.
pub(super) fn issue_v2(request: &Request<'_>, tenant: &Tenant) -> Result<Reply, Refusal> {
    issue(request, &mut tenant.keys()).map(Reply::ok)
}

/// `POST /auth/oauth2/token`: a list of one in an envelope.
pub(super) fn issue_v1(request: &Request<'_>, tenant: &Tenant) -> Result<Reply, Refusal> {
    issue(request, &mut tenant.keys()).map(|token| envelope(json!([token])))
}

/// `POST /auth/oauth2/revoke`, by the pair that the token was issued to.
pub(super) fn revoke(request: &Request<'_>, tenant: &Tenant) -> Result<Reply, Refusal> {
    let fields = fields(request)?;
    let mut keys = tenant.keys();
    let token = fields.get("access_token").ok_or_else(errors::no_access_token)?;
    let name = holder(request, &fields, &keys)?;
    if keys.issued(token, request.asked.at).is_some_and(|issued| issued.name != name) {
        return Err(errors::authentication_failure());
    }
    keys.revoke(token);
    Ok(success())
}

/// `GET /auth/rate_limit`.
pub(super) fn rate_limit(request: &Request<'_>, tenant: &Tenant) -> Result<Reply, Refusal> {
    let token = access::bearer(request.headers).ok_or_else(errors::no_bearer)?;
    tenant.keys().issued(token, request.asked.at).ok_or_else(errors::authentication_failure)?;
    let standing = hour::standing(tenant, request.asked.at);
    Ok(envelope(json!({
        "X-RateLimit-Limit": standing.limit,
        "X-RateLimit-Remaining": standing.remaining,
        "X-RateLimit-Reset": hour::seconds_left(&standing, request.asked.at),
    })))
}

fn issue(request: &Request<'_>, keys: &mut Keys) -> Result<Value, Refusal> {
    let fields = fields(request)?;
    let name = match fields.get("grant_type").map(String::as_str) {
        Some("client_credentials") => holder(request, &fields, keys)?,
        Some("refresh_token") => refreshed(request, &fields, keys)?,
        _ => return Err(errors::grant_type()),
    };
    Ok(token_object(&keys.issue(name, request.asked.at, LIFETIME)))
}

/// The older grant, which its clients still send: both tokens and no pair. The token that was good ends.
fn refreshed(request: &Request<'_>, fields: &Fields, keys: &mut Keys) -> Result<CredentialName, Refusal> {
    let token = fields.get("access_token").ok_or_else(errors::no_access_token)?;
    let issued = keys.issued(token, request.asked.at).cloned().ok_or_else(errors::authentication_failure)?;
    if fields.get("refresh_token") != Some(&refresh_token(&issued.token)) {
        return Err(errors::authentication_failure());
    }
    keys.revoke(token);
    Ok(issued.name)
}

/// `expires_in` never shrinks: the token ends that long after `created_at`, which may be hours ago.
fn token_object(issued: &IssuedToken) -> Value {
    json!({
        "access_token": issued.token.reveal(),
        "created_at": format!("{:.3}", issued.created),
        "expires_in": LIFETIME.as_secs(),
        "refresh_token": refresh_token(&issued.token),
        "token_type": "bearer",
        "account_id": ACCOUNT,
    })
}

/// It ends with its token.
fn refresh_token(token: &Masked) -> String {
    token.reveal().chars().rev().collect()
}

/// The pair that the request shows, in its header or in its body.
fn holder(request: &Request<'_>, fields: &Fields, keys: &Keys) -> Result<CredentialName, Refusal> {
    let in_body = || Some((fields.get("client_id")?.clone(), fields.get("client_secret")?.clone()));
    let (id, secret) = access::pair(request.headers).or_else(in_body).ok_or_else(errors::no_pair)?;
    keys.holding(Some(&id), &secret).map(|key| key.name).ok_or_else(errors::authentication_failure)
}

/// The body as a form or as JSON. A charset behind `application/json` is refused, as it is on the wire.
fn fields(request: &Request<'_>) -> Result<Fields, Refusal> {
    match request.header("content-type") {
        Some("application/json") => json_fields(request.body),
        Some(form) if form.starts_with("application/x-www-form-urlencoded") => {
            Ok(url::form_urlencoded::parse(request.body).into_owned().collect())
        }
        _ => Err(errors::content_type()),
    }
}

fn json_fields(body: &[u8]) -> Result<Fields, Refusal> {
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else { return Err(errors::not_json()) };
    let text = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Ok(fields.into_iter().map(|(name, value)| (name, text(value))).collect())
}
