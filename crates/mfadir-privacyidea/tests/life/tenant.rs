//! A stub that signs administrators in, and a directory of it.

use std::sync::Arc;

use axum::response::Response;
use mfadir_core::{ManualClock, SecretSource, UserId};
use mfadir_http::testing::{Seen, Stub, answer, clock, environment};
use mfadir_privacyidea::{Config, PrivacyIdea, connect};
use serde_json::{Value, json};

/// A server whose API answers like this; administrators can sign in.
pub(super) async fn tenant(api: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> Stub {
    Stub::new(move |seen| match seen.line.as_str() {
        "POST /auth" => value(json!({"token": "canary.sign.in"})),
        _ => api(seen),
    })
    .await
}

pub(super) fn directory(stub: &Stub) -> PrivacyIdea {
    directory_at(stub, clock())
}

/// A directory with a clock that a test moves.
pub(super) fn directory_at(stub: &Stub, clock: Arc<ManualClock>) -> PrivacyIdea {
    let password = SecretSource::Env("UNUSED".to_owned());
    let config = Config::new(&stub.url, "people", "admin", password).expect("a configuration");
    connect(config, environment("canary-password", clock)).expect("a directory")
}

/// Ada, of the realm.
pub(super) fn ada() -> UserId {
    "ada@people".into()
}

/// A success with a value alone.
pub(super) fn value(value: impl Into<Value>) -> Response {
    detailed(value, Value::Null)
}

/// A success with a value and what stands beside it.
pub(super) fn detailed(value: impl Into<Value>, detail: impl Into<Value>) -> Response {
    let result = json!({"status": true, "value": value.into()});
    answer(200, json!({"result": result, "detail": detail.into()}).to_string())
}

/// The outcome of a proof: a success of the request, whatever became of the proof.
pub(super) fn checked(value: bool, authentication: &str, message: &str) -> Response {
    let result = json!({"status": true, "value": value, "authentication": authentication});
    answer(200, json!({"result": result, "detail": {"message": message}}).to_string())
}

/// A refusal.
pub(super) fn refusal(status: u16, code: i64, message: &str) -> Response {
    let result = json!({"status": false, "error": {"code": code, "message": message}});
    answer(status, json!({"result": result, "detail": null}).to_string())
}

/// A page with one token in this state.
pub(super) fn listed(serial: &str, state: &str) -> Response {
    let token = json!({"serial": serial, "tokentype": "totp", "active": true, "rollout_state": state});
    value(json!({"count": 1, "current": 1, "next": null, "prev": null, "tokens": [token]}))
}

/// A page without any token.
pub(super) fn nothing_listed() -> Response {
    value(json!({"count": 0, "current": 1, "next": null, "prev": null, "tokens": []}))
}

/// The requests other than those to sign in.
pub(super) fn asked(stub: &Stub) -> Vec<String> {
    stub.lines().into_iter().filter(|line| line != "POST /auth").collect()
}

/// The last request, with its body.
pub(super) fn last(stub: &Stub) -> (String, Value) {
    let last = stub.seen().pop().expect("a request");
    (last.line, last.body)
}
