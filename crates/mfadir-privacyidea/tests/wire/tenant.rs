//! A stub that signs administrators in, and a directory of it.

use std::sync::Arc;

use axum::{
    http::{HeaderValue, header::DATE},
    response::Response,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use mfadir_core::{ManualClock, SecretSource};
use mfadir_http::testing::{Seen, Stub, answer, clock, environment};
use mfadir_privacyidea::{Config, PrivacyIdea, connect};
use serde_json::{Value, json};

/// A page instead of an answer, as a proxy sends it.
pub(super) const PAGE: &str = "<!doctype html><title>Sorry</title>";

pub(super) const PASSWORD: &str = "canary-password";

/// The time of the clock that stands still, in seconds since 1970.
pub(super) const NOW: i64 = 1_768_469_400;

/// A token with these claims. Its signature is nobody's business here.
pub(super) fn jwt(claims: &Value) -> String {
    format!("canary.{}.signature", BASE64_URL_SAFE_NO_PAD.encode(claims.to_string()))
}

/// Claims of an administrator who may do everything, for an hour.
pub(super) fn claims() -> Value {
    json!({"username": "admin", "realm": "", "role": "admin", "exp": NOW + 3600, "rights": ["*"]})
}

/// A server whose API answers like this; administrators can sign in.
pub(super) async fn tenant(api: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> Stub {
    tenant_for(claims(), api).await
}

/// The same, where a sign-in has these claims.
pub(super) async fn tenant_for(claims: Value, api: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> Stub {
    Stub::new(move |seen| if is_sign_in(&seen.line) { signed_in(&jwt(&claims)) } else { api(seen) }).await
}

pub(super) fn is_sign_in(line: &str) -> bool {
    line == "POST /auth"
}

pub(super) fn signed_in(token: &str) -> Response {
    dated(value(json!({"token": token, "role": "admin"})))
}

/// An answer of the moment at which the clock stands.
pub(super) fn dated(mut response: Response) -> Response {
    response.headers_mut().insert(DATE, HeaderValue::from_static("Thu, 15 Jan 2026 09:30:00 GMT"));
    response
}

pub(super) fn directory(stub: &Stub) -> PrivacyIdea {
    directory_at(stub, clock())
}

/// A directory with a clock that a test moves.
pub(super) fn directory_at(stub: &Stub, clock: Arc<ManualClock>) -> PrivacyIdea {
    let password = SecretSource::Env("UNUSED".to_owned());
    let config = Config::new(&stub.url, "People", "admin", password).expect("a configuration");
    connect(config, environment(PASSWORD, clock)).expect("a directory")
}

/// A success with a value.
pub(super) fn value(value: impl Into<Value>) -> Response {
    let body = json!({"id": 1, "result": {"status": true, "value": value.into()}, "version": "privacyIDEA 3.14"});
    answer(200, body.to_string())
}

/// A refusal.
pub(super) fn refusal(status: u16, code: i64, message: &str) -> Response {
    let result = json!({"status": false, "error": {"code": code, "message": message}});
    answer(status, json!({"result": result, "detail": null}).to_string())
}

/// A page of tokens, the only one.
pub(super) fn tokens(rows: impl Into<Value>) -> Response {
    value(json!({"count": 0, "current": 1, "next": null, "prev": null, "tokens": rows.into()}))
}

/// A token of Ada's.
pub(super) fn token(serial: &str) -> Value {
    json!({"serial": serial, "tokentype": "totp", "active": true, "username": "ada", "user_realm": "people",
           "resolver": "staff", "realms": ["people"], "failcount": 0, "maxfail": 10})
}

/// The requests other than those to sign in.
pub(super) fn asked(stub: &Stub) -> Vec<String> {
    stub.lines().into_iter().filter(|line| !is_sign_in(line)).collect()
}
