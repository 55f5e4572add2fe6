//! The pair, and the token that it buys (docs/providers/onelogin.md, "Credential").

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Clock, Environment, Result, SecretReader};
use mfadir_http::{Authorization, Fetched, Path, Request, Response, Token, TokenCache, Transport};
use serde_json::json;

use crate::{
    config::Auth,
    errors::token_error,
    wire::{TokenBody, token},
};

/// The pair with the token that is good at the moment.
#[derive(Debug)]
pub(crate) struct Pair {
    auth: Auth,
    secrets: Arc<dyn SecretReader>,
    clock: Arc<dyn Clock>,
    cache: TokenCache,
    told: Mutex<Told>,
}

/// What the answer with the last token told beside it.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    ends: Option<Timestamp>,
    account: Option<u64>,
}

impl Pair {
    pub(crate) fn new(auth: Auth, environment: &Environment) -> Self {
        let clock = environment.clock.clone();
        let cache = TokenCache::new(clock.clone());
        Self { auth, secrets: environment.secrets.clone(), cache, clock, told: Mutex::default() }
    }

    pub(crate) fn client_id(&self) -> &str {
        &self.auth.client_id
    }

    /// The token, bought where there is none.
    pub(crate) async fn token(&self, transport: &Transport) -> Result<Arc<Token>> {
        self.cache.get(|| self.buy(transport)).await
    }

    /// How long the token that was bought last may be used, as far as OneLogin told.
    pub(crate) fn lasts(&self) -> Option<SignedDuration> {
        self.told().ends.map(|ends| ends.duration_since(self.clock.now()))
    }

    /// The account that the pair belongs to, bought with a token where there is none yet.
    pub(crate) async fn account(&self, transport: &Transport) -> Result<Option<u64>> {
        self.token(transport).await?;
        Ok(self.told().account)
    }

    fn told(&self) -> Told {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets a token that was refused.
    pub(crate) async fn forget(&self, refused: &Arc<Token>) {
        self.cache.forget(refused).await;
    }

    async fn buy(&self, transport: &Transport) -> Result<Fetched> {
        let secret = self.secrets.read(&self.auth.client_secret).await?;
        let request = Request::post(&Path::new("/auth/oauth2/v2/token"))
            .json(json!({"grant_type": "client_credentials"}))
            .authorized(Authorization::basic(&self.auth.client_id, &secret))
            .harmless();
        let response = transport.send(request).await?;
        if !response.status().is_success() {
            return Err(token_error(&response));
        }
        Ok(self.bought(token(&response)?, &response))
    }

    /// The same pair gets the same token until it expires, so its age counts from when it was made, on the server's
    /// own clock.
    fn bought(&self, body: TokenBody, response: &Response) -> Fetched {
        let now = response.server_time().unwrap_or_else(|| self.clock.now());
        let whole = body.expires_in.map(Duration::from_secs);
        let ends = body.created_at.zip(whole).map(|(created, whole)| created + whole);
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Told { ends, account: body.account_id };
        let lasts = whole.map(|whole| left(whole, body.created_at, now));
        Fetched { secret: body.access_token.into(), lasts }
    }
}

/// A token that was handed out just now is tried for a little while, however old it looks: two clocks that disagree
/// must not turn every request into a sign-in, and a token that is refused is renewed anyway.
const SHORTEST: Duration = Duration::from_mins(1);

fn left(lasts: Duration, created: Option<Timestamp>, now: Timestamp) -> Duration {
    let age = created.map(|created| now.duration_since(created)).and_then(|age| Duration::try_from(age).ok());
    lasts.saturating_sub(age.unwrap_or_default()).max(SHORTEST)
}

/// `Authorization: Bearer …`.
pub(crate) fn bearer(token: &Token) -> Authorization {
    Authorization::new("Bearer ", token.secret())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::{SHORTEST, left};

    #[test]
    fn a_token_may_be_hours_old_when_it_is_handed_out() {
        let time = |text: &str| text.parse::<Timestamp>().expect("a time");
        let lasts = Duration::from_hours(10);
        let created = Some(time("2026-01-15T09:30:00.500Z"));
        assert_eq!(left(lasts, created, time("2026-01-15T18:30:00.500Z")), Duration::from_hours(1));
        assert_eq!(left(lasts, created, time("2026-01-16T09:30:00Z")), SHORTEST);
        assert_eq!(left(lasts, created, time("2026-01-15T09:29:00Z")), lasts, "a clock that is behind");
        assert_eq!(left(lasts, None, time("2026-01-15T09:30:00Z")), lasts);
    }
}
