//! A directory of the stub, and what Okta would say.

use axum::response::Response;
use mfadir_core::SecretSource;
use mfadir_okta::{Config, Engine, Okta, connect};
use serde_json::{Value, json};

use mfadir_http::testing::{Stub, answer, clock, environment};

pub(super) const TOKEN: &str = "canary-token";
pub(super) const ADA: &str = "00u1a2b3c4d5e6F7G0h7";

pub(super) fn directory(stub: &Stub) -> Okta {
    directory_on(stub, Engine::Idx)
}

pub(super) fn directory_on(stub: &Stub, engine: Engine) -> Okta {
    let secret = SecretSource::Env("UNUSED".to_owned());
    let config = Config { engine, ..Config::new(&stub.url, secret).expect("a configuration") };
    connect(config, environment(TOKEN, clock())).expect("a directory")
}

pub(super) fn user(id: &str, login: &str) -> Value {
    json!({"id": id, "status": "ACTIVE", "profile": {"login": login, "email": login}})
}

pub(super) fn found(body: &Value) -> Response {
    answer(200, body.to_string())
}

/// An error with Okta's code.
pub(super) fn refusal(status: u16, code: &str, summary: &str) -> Response {
    answer(status, json!({"errorCode": code, "errorSummary": summary, "errorCauses": []}).to_string())
}

/// Adds a header.
pub(super) fn with(mut response: Response, name: &'static str, value: &str) -> Response {
    response.headers_mut().append(name, value.parse().expect("a header"));
    response
}
