//! The administrator, and the sign-in that name and password give (docs/providers/privacyidea.md, "Credential").

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Clock, Environment, Result, SecretReader};
use mfadir_http::{Authorization, Fetched, Path, Request, Token, TokenCache, Transport};
use secrecy::ExposeSecret;

use crate::{
    config::Auth,
    wire::{Answer, Claims, SignedIn},
};

/// How long before its end a sign-in is replaced, so that none ends on its way.
const EARLY: Duration = Duration::from_secs(30);

/// A sign-in that was given just now is tried for a little while, however soon it seems to end: two clocks that
/// disagree must not turn every request into a sign-in.
const SHORTEST: Duration = Duration::from_secs(30);

/// An administrator, with the sign-in that is good at the moment.
#[derive(Debug)]
pub(crate) struct Administrator {
    auth: Auth,
    secrets: Arc<dyn SecretReader>,
    clock: Arc<dyn Clock>,
    cache: TokenCache,
    claims: Mutex<Option<Claims>>,
}

impl Administrator {
    pub(crate) fn new(auth: Auth, environment: &Environment) -> Self {
        let clock = environment.clock.clone();
        let cache = TokenCache::new(clock.clone());
        Self { auth, secrets: environment.secrets.clone(), clock, cache, claims: Mutex::default() }
    }

    pub(crate) fn username(&self) -> &str {
        &self.auth.username
    }

    /// The sign-in, made where there is none.
    pub(crate) async fn token(&self, transport: &Transport) -> Result<Arc<Token>> {
        self.cache.get(|| self.sign_in(transport)).await
    }

    /// Forgets a sign-in that was refused.
    pub(crate) async fn forget(&self, refused: &Arc<Token>) {
        self.cache.forget(refused).await;
    }

    /// What the last sign-in said of itself.
    pub(crate) fn claims(&self) -> Option<Claims> {
        self.claims.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How long the last sign-in is good for.
    pub(crate) fn lasts(&self) -> Option<SignedDuration> {
        self.claims()?.ends().map(|ends| ends.duration_since(self.clock.now()))
    }

    async fn sign_in(&self, transport: &Transport) -> Result<Fetched> {
        let password = self.secrets.read(&self.auth.password).await?;
        let fields = [("username", self.auth.username.as_str()), ("password", password.expose_secret())];
        let request = Request::post(&Path::new("/auth")).form(&fields, password.clone()).harmless();
        let answer = Answer::open(transport.send(request).await?)?;
        let signed_in: SignedIn = answer.read("a sign-in")?;
        let now = answer.response.server_time().unwrap_or_else(|| self.clock.now());
        let claims = Claims::of(&signed_in.token);
        let lasts = claims.as_ref().and_then(Claims::ends).map(|ends| left(ends, now));
        *self.claims.lock().unwrap_or_else(PoisonError::into_inner) = claims;
        Ok(Fetched { secret: signed_in.token.into(), lasts })
    }
}

fn left(ends: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(ends.duration_since(now)).unwrap_or_default().saturating_sub(EARLY).max(SHORTEST)
}

/// The bare token: the server takes no `Bearer` before it.
pub(crate) fn bare(token: &Token) -> Authorization {
    Authorization::new("", token.secret())
}
