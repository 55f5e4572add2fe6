//! A stub that sells tokens, and a directory of it.

use std::sync::Arc;

use axum::response::Response;
use mfadir_core::{ManualClock, SecretSource};
use mfadir_onelogin::{Api, Config, OneLogin, connect};
use serde_json::{Value, json};

use mfadir_http::testing::{Seen, Stub, answer, clock, environment};

pub(super) const SECRET: &str = "canary-secret";
pub(super) const TOKEN: &str = "canary-token";

/// A tenant whose API answers like this; tokens are to be had.
pub(super) async fn tenant(api: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> Stub {
    Stub::new(move |seen| if is_token(&seen.line) { sold(TOKEN) } else { api(seen) }).await
}

pub(super) fn is_token(line: &str) -> bool {
    line == "POST /auth/oauth2/v2/token"
}

/// An answer of the token endpoint.
pub(super) fn sold(token: &str) -> Response {
    let created = "2026-01-15T09:00:00.123Z";
    answer(
        200,
        json!({"access_token": token, "created_at": created, "expires_in": 36000, "account_id": 40217}).to_string(),
    )
}

pub(super) fn directory(stub: &Stub, api: Api) -> OneLogin {
    directory_at(stub, api, clock())
}

/// A directory with a clock that a test moves.
pub(super) fn directory_at(stub: &Stub, api: Api, clock: Arc<ManualClock>) -> OneLogin {
    let secret = SecretSource::Env("UNUSED".to_owned());
    let config = Config { api, ..Config::new(&stub.url, "client-1", secret).expect("a configuration") };
    connect(config, environment(SECRET, clock)).expect("a directory")
}

/// Success in version 1.
pub(super) fn envelope(data: &Value) -> Response {
    let status = json!({"error": false, "code": 200, "type": "success", "message": "Success"});
    answer(200, json!({"status": status, "data": data}).to_string())
}

/// An error in version 1.
pub(super) fn refusal(status: u16, message: &str) -> Response {
    answer(status, json!({"status": {"error": true, "code": status, "type": "x", "message": message}}).to_string())
}

/// The requests other than those for tokens.
pub(super) fn asked(stub: &Stub) -> Vec<String> {
    stub.lines().into_iter().filter(|line| !is_token(line)).collect()
}

/// The last request, with its body.
pub(super) fn last(stub: &Stub) -> (String, Value) {
    let last = stub.seen().pop().expect("a request");
    (last.line, last.body)
}
