//! The administrator, and the token that name and password give (docs/providers/keystone.md, "Credential").

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use http::HeaderName;
use mfadir_core::{Clock, Environment, Result, SecretReader};
use mfadir_http::{Fetched, Path, Request, Response, Token, TokenCache, Transport};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::{config::Config, errors::refused_sign_in, wire::SignedIn};

/// Where the answer to a sign-in has the token.
const GIVEN: &str = "x-subject-token";

/// Where a request carries it.
const CARRIED: HeaderName = HeaderName::from_static("x-auth-token");

/// How long before its end a token is replaced, so that none ends on its way.
const EARLY: Duration = Duration::from_secs(30);

/// A token that was given just now is tried for a little while, however soon it seems to end: two clocks that disagree
/// must not turn every request into a sign-in.
const SHORTEST: Duration = Duration::from_secs(30);

/// An administrator, with the token that is good at the moment.
#[derive(Debug)]
pub(crate) struct Administrator {
    config: Config,
    secrets: Arc<dyn SecretReader>,
    clock: Arc<dyn Clock>,
    cache: TokenCache,
    domain: Mutex<String>,
}

impl Administrator {
    pub(crate) fn new(config: Config, environment: &Environment) -> Self {
        let (secrets, clock) = (environment.secrets.clone(), environment.clock.clone());
        Self { config, secrets, cache: TokenCache::new(clock.clone()), clock, domain: Mutex::default() }
    }

    /// The token, bought where there is none.
    pub(crate) async fn token(&self, transport: &Transport) -> Result<Arc<Token>> {
        self.cache.get(|| self.sign_in(transport)).await
    }

    /// Forgets a token that was refused.
    pub(crate) async fn forget(&self, refused: &Arc<Token>) {
        self.cache.forget(refused).await;
    }

    /// The id of the tenant's domain, as the last sign-in told it.
    pub(crate) async fn domain(&self, transport: &Transport) -> Result<String> {
        self.token(transport).await?;
        Ok(self.domain.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    async fn sign_in(&self, transport: &Transport) -> Result<Fetched> {
        let password = self.secrets.read(&self.config.auth.password).await?;
        let request = Request::post(&Path::new("/v3/auth/tokens")).json(self.asked(&password));
        let response = transport.send(request.hiding(&password).harmless()).await?;
        if !response.status().is_success() {
            return Err(refused_sign_in(&response));
        }
        let secret = token_of(&response)?;
        let signed_in: SignedIn = response.object("a token")?;
        let now = response.server_time().unwrap_or_else(|| self.clock.now());
        let left = Duration::try_from(signed_in.ends().duration_since(now)).unwrap_or_default();
        signed_in.domain().clone_into(&mut self.domain.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(Fetched { secret, lasts: Some(left.saturating_sub(EARLY).max(SHORTEST)) })
    }

    fn asked(&self, password: &SecretString) -> Value {
        let Config { domain, auth, .. } = &self.config;
        let of_user = json!({"name": auth.user_domain.as_ref().unwrap_or(domain)});
        let user = json!({"name": auth.username, "domain": of_user, "password": password.expose_secret()});
        let domain = json!({"name": domain});
        let scope = match &auth.project {
            Some(project) => json!({"project": {"name": project, "domain": domain}}),
            None => json!({"domain": domain}),
        };
        json!({"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}})
    }
}

fn token_of(response: &Response) -> Result<SecretString> {
    let given = response.headers().get(GIVEN).and_then(|value| value.to_str().ok());
    given.map(SecretString::from).ok_or_else(|| response.unexpected("no token in its headers", "a token"))
}

/// The request with the token.
pub(crate) fn carrying(request: Request, token: &Token) -> Request {
    request.proven(CARRIED, token.secret().clone())
}
