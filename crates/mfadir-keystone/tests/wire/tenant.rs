//! A directory of a stub that has one domain, and whatever else a test says.

use axum::response::Response;
use mfadir_core::SecretSource;
use mfadir_http::testing::{Seen, Stub, answer, clock, environment};
use mfadir_keystone::{Config, Keystone, connect};
use serde_json::{Value, json};

pub(super) const PASSWORD: &str = "canary-password";
pub(super) const TOKEN: &str = "canary-token";
pub(super) const DOMAIN: &str = "e02934cf4ed34d4c9c6b51ce222e60b6";
pub(super) const ADA: &str = "2617a56a80c34f5a90d0bc88198109a4";
pub(super) const TOTP: &str = "7dc4ff3a2240427bb7a0b7cce5f7a0dd";

/// Signs everybody in, and answers the rest as the test says.
pub(super) async fn stub(rest: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> Stub {
    Stub::new(move |seen| if seen.line.contains("/v3/auth/tokens") { signed_in() } else { rest(seen) }).await
}

pub(super) fn signed_in() -> Response {
    let token = json!({"expires_at": "2026-01-15T10:30:00.000000Z", "domain": {"id": DOMAIN, "name": "acme"}});
    let mut response = answer(201, json!({"token": token}).to_string());
    response.headers_mut().insert("x-subject-token", TOKEN.parse().expect("a header"));
    response
}

pub(super) fn directory(stub: &Stub) -> Keystone {
    let config = Config::new(&stub.url, "acme", "mfadir", SecretSource::Env("UNUSED".to_owned()));
    connect(config.expect("a configuration"), environment(PASSWORD, clock())).expect("a directory")
}

/// The requests beside the sign-in.
pub(super) fn lines(stub: &Stub) -> Vec<String> {
    stub.lines().into_iter().filter(|line| !line.contains("/v3/auth/tokens")).collect()
}

pub(super) fn ada() -> Value {
    let options = json!({"multi_factor_auth_rules": [["password", "totp"]]});
    json!({"id": ADA, "name": "ada", "domain_id": DOMAIN, "enabled": true, "options": options})
}

pub(super) fn totp_of(user: &str) -> Value {
    json!({"id": TOTP, "user_id": user, "type": "totp", "blob": "canary-blob"})
}

/// What the server answers about Ada, who has one credential.
pub(super) fn usual(seen: &Seen) -> Response {
    let body = match seen.line.as_str() {
        line if line.starts_with("DELETE") => return answer(204, ""),
        line if line.contains("/v3/credentials?") => json!({"credentials": [totp_of(ADA)], "links": {"next": null}}),
        line if line.contains("/v3/credentials") => json!({"credential": totp_of(ADA)}),
        line if line.contains("/v3/users?") => json!({"users": [ada()], "links": {"next": null}}),
        _ => json!({"user": ada()}),
    };
    answer(200, body.to_string())
}
