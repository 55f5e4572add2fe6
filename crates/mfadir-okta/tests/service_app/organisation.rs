//! An organisation on loopback: it gives out tokens, and answers to them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Router,
    body::to_bytes,
    extract::Request,
    http::{HeaderValue, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use mfadir_core::{Clock, ManualClock};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{
    checks::{Checked, Checks, Refusal},
    tenant::clock,
};

/// Whom the API lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    /// Whoever has a token.
    Open,
    /// Only who repeats the nonce here too.
    WithNonce,
    /// Nobody.
    Shut,
}

/// How the organisation is set up.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    /// What the app was granted.
    pub(super) granted: &'static [&'static str],
    /// Whether the app demands proofs.
    pub(super) dpop: bool,
    /// The nonce that proofs have to repeat.
    pub(super) nonce: &'static str,
    /// How far the organisation's clock is ahead of ours.
    pub(super) ahead: SignedDuration,
    /// Whom the API lets in.
    pub(super) door: Door,
    /// Whether it binds the tokens for which it was given a proof.
    pub(super) binds: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            granted: &["okta.users.read", "okta.users.manage", "okta.roles.read"],
            dpop: false,
            nonce: "nonce-1",
            ahead: SignedDuration::ZERO,
            door: Door::Open,
            binds: true,
        }
    }
}

#[derive(Debug)]
pub(super) struct State {
    pub(super) rules: Rules,
    pub(super) checks: Checks,
    /// The thumbprint of the key that each token is bound to.
    tokens: HashMap<String, Option<String>>,
    /// What was asked for and how it was answered: `200 POST /oauth2/v1/token scope`.
    lines: Vec<String>,
}

pub(super) struct Organisation {
    pub(super) url: String,
    pub(super) clock: Arc<ManualClock>,
    state: Arc<Mutex<State>>,
}

impl Organisation {
    pub(super) async fn new(rules: Rules) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let checks = Checks::new(&url);
        let state = State { rules, checks, tokens: HashMap::new(), lines: Vec::new() };
        let organisation = Self { url, clock: clock(), state: Arc::new(Mutex::new(state)) };
        let (state, clock) = (organisation.state.clone(), organisation.clock.clone());
        let router = Router::new().fallback(async move |request: Request| {
            let (head, body) = request.into_parts();
            let body = to_bytes(body, 1 << 16).await.expect("a body");
            state.lock().expect("no panic while held").answer(&head, &body, clock.now())
        });
        tokio::spawn(async { axum::serve(listener, router).await });
        organisation
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no panic while held")
    }

    pub(super) fn lines(&self) -> Vec<String> {
        self.state().lines.clone()
    }

    /// From now on nobody gets in with a token that is out there.
    pub(super) fn revoke(&self) {
        self.state().tokens.clear();
    }
}

impl State {
    fn answer(&mut self, head: &Parts, body: &[u8], now: Timestamp) -> Response {
        let now = now + self.rules.ahead;
        let is_token = head.uri.path() == "/oauth2/v1/token";
        let answered = if is_token { self.token(head, body, now) } else { self.api(head, now) };
        let mut response = answered.unwrap_or_else(|refusal| refusal.response(self.rules.nonce));
        let date = rfc2822::to_string(&now.to_zoned(jiff::tz::TimeZone::UTC)).expect("a date");
        response.headers_mut().insert("date", date.parse().expect("a header"));
        let scope = if is_token { format!(" {}", Checks::field(body, "scope")) } else { String::new() };
        self.lines.push(format!("{} {} {}{scope}", response.status().as_u16(), head.method, head.uri));
        response
    }

    fn token(&mut self, head: &Parts, body: &[u8], now: Timestamp) -> Result<Response, Refusal> {
        self.checks.assertion(&Checks::field(body, "client_assertion"), now)?;
        let proof = self.checks.proof(head, now)?;
        let bound = match proof {
            None if self.rules.dpop => return Err(Refusal::oauth(400, "invalid_dpop_proof")),
            Some(Checked { claims, .. }) if claims["nonce"] != self.rules.nonce => {
                return Err(Refusal::oauth(400, "use_dpop_nonce"));
            }
            proof => proof.filter(|_| self.rules.binds).map(|proof| proof.thumbprint),
        };
        let scope = Checks::field(body, "scope");
        if !scope.split(' ').all(|scope| self.rules.granted.contains(&scope)) {
            return Err(Refusal::oauth(400, "invalid_scope"));
        }
        let token = format!("canary-access-{}", self.lines.len());
        let token_type = if bound.is_some() { "DPoP" } else { "Bearer" };
        self.tokens.insert(token.clone(), bound);
        Ok(found(&json!({"token_type": token_type, "expires_in": 3600, "access_token": token, "scope": scope})))
    }

    fn api(&mut self, head: &Parts, now: Timestamp) -> Result<Response, Refusal> {
        let proof = self.checks.proof(head, now)?;
        if self.rules.door == Door::WithNonce
            && proof.as_ref().is_some_and(|proof| proof.claims["nonce"] != self.rules.nonce)
        {
            return Err(Refusal::oauth(401, "use_dpop_nonce"));
        }
        let header = head.headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (scheme, token) = header.split_once(' ').unwrap_or_default();
        let bound =
            self.tokens.get(token).filter(|_| self.rules.door != Door::Shut).ok_or(Refusal::api(401, "E0000011"))?;
        let fits = match (scheme, bound, proof) {
            ("Bearer", None, None) => true,
            ("DPoP", Some(key), Some(proof)) => *key == proof.thumbprint && proof.claims["ath"] == Checks::hash(token),
            _ => false,
        };
        if fits { Ok(content(head)) } else { Err(Refusal::api(401, "E0000011")) }
    }
}

fn content(head: &Parts) -> Response {
    let rights = json!([{"id": "r1", "type": "HELP_DESK_ADMIN"}]);
    let path = head.uri.path();
    if head.method == "DELETE" {
        StatusCode::NO_CONTENT.into_response()
    } else if path == "/api/v1/users" {
        let mut users = found(&json!([{"id": super::tenant::ADA, "status": "ACTIVE", "profile": {"login": "ada"}}]));
        for (name, value) in [("limit", "600"), ("remaining", "599"), ("reset", "1768478448")] {
            let name: axum::http::HeaderName = format!("x-rate-limit-{name}").parse().expect("a header");
            users.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        users
    } else if path.ends_with("/roles") {
        found(&rights)
    } else if path.ends_with("okta-organization") {
        found(&json!({"pipeline": "idx"}))
    } else {
        found(&json!([]))
    }
}

fn found(body: &Value) -> Response {
    body.to_string().into_response()
}
