//! A service app: it buys a token with its key, and sends requests with it.

use std::sync::{Arc, OnceLock};

use http::StatusCode;
use mfadir_core::{Clock, Environment, Error, Result, SecretReader};
use mfadir_http::{Authorization, Fetched, Path, Request, Response, Token, Transport};
use secrecy::ExposeSecret;

use super::{
    assertion::assertion,
    dpop::{Dpop, Server, Stance, wants_nonce},
    grants::Grants,
    key::Key,
    refusal::{Asked, Refusal, lacks_scope, refused, reworded},
    scope::{Scopes, needed},
    token::bought,
};
use crate::config;

const TOKEN_ENDPOINT: &str = "/oauth2/v1/token";

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How often a token is asked for at most: without a proof, with one, with the nonce, and with a nonce that has just
/// been replaced.
const ROUNDS: usize = 4;

/// A service app with the tokens that are good at the moment.
#[derive(Debug)]
pub(crate) struct ServiceApp {
    app: config::ServiceApp,
    secrets: Arc<dyn SecretReader>,
    clock: Arc<dyn Clock>,
    key: OnceLock<Key>,
    grants: Grants,
    dpop: Dpop,
}

impl ServiceApp {
    pub(super) fn new(app: config::ServiceApp, environment: &Environment) -> Self {
        let clock = environment.clock.clone();
        Self {
            grants: Grants::new(app.scopes.clone(), clock.clone()),
            dpop: Dpop::new(app.dpop),
            secrets: environment.secrets.clone(),
            key: OnceLock::new(),
            app,
            clock,
        }
    }

    pub(crate) fn client_id(&self) -> &str {
        &self.app.client_id
    }

    /// Sends the request with a token; with a new one once more where Okta refused it for the token, and with a new
    /// nonce where it refused it for that.
    pub(super) async fn send(&self, transport: &Transport, request: Request) -> Result<Response> {
        let need = needed(&request);
        let token = self.token(transport, need).await?;
        let response = transport.send(self.signed(transport, &token, request.clone())?).await?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return Ok(response);
        }
        self.dpop.keep_nonce(Server::Api, &response);
        if !wants_nonce(&response) {
            self.grants.forget(&token).await;
        }
        let token = self.token(transport, need).await?;
        transport.send(self.signed(transport, &token, request)?).await
    }

    /// The error of a refusal of the API.
    pub(super) fn explain(&self, response: &Response, error: Error) -> Error {
        reworded(response, error, self.clock.now())
    }

    /// Whether there is a token with the scope, or can be one.
    pub(crate) async fn token(&self, transport: &Transport, need: &str) -> Result<Arc<Token>> {
        let (scopes, cache) = self.grants.for_need(need)?;
        let bought = cache.get(|| self.buy(transport, &scopes, need)).await;
        match &bought {
            Ok(_) => self.grants.settle(scopes),
            Err(error) if lacks_scope(error) => self.grants.refuse(need, error),
            Err(_) => {}
        }
        bought
    }

    /// What it is, for people: which key, and whether its tokens are bound.
    pub(crate) fn form(&self) -> String {
        let algorithm = self.key.get().map(Key::algorithm).unwrap_or_default();
        let bound = if self.dpop.is_on() { ", tokens bound by DPoP" } else { "" };
        format!("service app (OAuth, key {algorithm}{bound})")
    }

    async fn buy(&self, transport: &Transport, scopes: &Scopes, need: &str) -> Result<Fetched> {
        let key = self.key().await?;
        let mut round = 1;
        loop {
            let stance = self.dpop.stance(Server::Token);
            let response = transport.send(self.request(transport, key, scopes, &stance)?).await?;
            self.dpop.keep_nonce(Server::Token, &response);
            if response.status().is_success() {
                return bought(&response, scopes, stance.proves);
            }
            if round == ROUNDS || !self.helps_to_repeat(&response, &stance) {
                let asked =
                    Asked { client_id: &self.app.client_id, blamed: &self.grants.blamed(need), now: self.clock.now() };
                return Err(refused(&response, &asked));
            }
            round += 1;
        }
    }

    /// Whether the next request for a token can be better than the last: with a first proof, or with another nonce.
    fn helps_to_repeat(&self, response: &Response, stance: &Stance) -> bool {
        let about_proof = Refusal::read(response).is_some_and(|refusal| refusal.is_about_proof());
        if about_proof {
            self.dpop.turn_on();
        }
        about_proof && self.dpop.stance(Server::Token) != *stance
    }

    /// Asking for a token changes nothing; each request has an assertion and a proof of its own.
    fn request(&self, transport: &Transport, key: &Key, scopes: &Scopes, stance: &Stance) -> Result<Request> {
        let now = self.clock.now();
        let audience = transport.origin().address(TOKEN_ENDPOINT)?;
        let assertion = assertion(&self.app, key, &audience, now)?;
        let request = Request::post(&Path::new(TOKEN_ENDPOINT)).form(
            &[
                ("grant_type", "client_credentials"),
                ("scope", &scopes.iter().map(String::as_str).collect::<Vec<_>>().join(" ")),
                ("client_assertion_type", ASSERTION_TYPE),
                ("client_assertion", assertion.expose_secret()),
            ],
            assertion.clone(),
        );
        let request = request.harmless();
        if !stance.proves {
            return Ok(request);
        }
        self.dpop.prove(request, transport.origin(), stance.nonce.as_deref(), None, now)
    }

    /// The request with the token, and with a proof where the token is bound.
    fn signed(&self, transport: &Transport, token: &Token, request: Request) -> Result<Request> {
        let secret = token.secret();
        let Stance { proves, nonce } = self.dpop.stance(Server::Api);
        if !proves {
            return Ok(request.authorized(Authorization::new("Bearer ", secret)));
        }
        let request = request.authorized(Authorization::new("DPoP ", secret));
        self.dpop.prove(request, transport.origin(), nonce.as_deref(), Some(secret), self.clock.now())
    }

    async fn key(&self) -> Result<&Key> {
        if let Some(key) = self.key.get() {
            return Ok(key);
        }
        let key = Key::read(&self.secrets.read(&self.app.private_key).await?)?;
        Ok(self.key.get_or_init(|| key))
    }
}
