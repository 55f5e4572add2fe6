//! A credential that is fetched once, however many ask for it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use mfadir_core::{Clock, Error, Result};
use secrecy::SecretString;
use tokio::sync::Mutex;

/// A secret that is good for some time.
#[derive(Debug)]
pub struct Token {
    secret: SecretString,
    expires_at: Option<Duration>,
}

impl Token {
    /// The secret itself.
    pub fn secret(&self) -> &SecretString {
        &self.secret
    }
}

/// What was fetched, and how long it lasts from now; nothing where it does not expire.
#[derive(Debug)]
pub struct Fetched {
    /// The secret.
    pub secret: SecretString,
    /// How long it lasts.
    pub lasts: Option<Duration>,
}

/// Keeps one token until it expires or is refused.
///
/// While it is fetched, everybody else waits for that one fetch and shares its outcome, a failure too: a hundred
/// callers with a wrong secret must not become a hundred failed sign-ins. It is used to its last second, because a
/// provider that hands out the same token until it expires could not be asked for a fresher one.
#[derive(Debug)]
pub struct TokenCache {
    clock: Arc<dyn Clock>,
    fetches: AtomicU64,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    token: Option<Arc<Token>>,
    failure: Option<Error>,
}

impl TokenCache {
    /// An empty cache.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, fetches: AtomicU64::new(0), state: Mutex::default() }
    }

    /// The token, fetched where there is none that is good.
    pub async fn get<F: Future<Output = Result<Fetched>>>(&self, fetch: impl FnOnce() -> F) -> Result<Arc<Token>> {
        let before = self.fetches.load(Ordering::SeqCst);
        let mut state = self.state.lock().await;
        if let Some(token) = state.token.as_ref().filter(|token| self.is_good(token)) {
            return Ok(token.clone());
        }
        let while_waiting = self.fetches.load(Ordering::SeqCst) > before;
        if let Some(failure) = state.failure.as_ref().filter(|_| while_waiting) {
            return Err(same_error(failure));
        }
        let fetched = fetch().await;
        self.fetches.fetch_add(1, Ordering::SeqCst);
        self.keep(&mut state, fetched)
    }

    /// Forgets the token that was refused. Where somebody else has replaced it by now, the new one stays.
    pub async fn forget(&self, refused: &Arc<Token>) {
        let mut state = self.state.lock().await;
        if state.token.as_ref().is_some_and(|token| Arc::ptr_eq(token, refused)) {
            state.token = None;
        }
    }

    fn is_good(&self, token: &Token) -> bool {
        token.expires_at.is_none_or(|expires_at| self.clock.elapsed() < expires_at)
    }

    fn keep(&self, state: &mut State, fetched: Result<Fetched>) -> Result<Arc<Token>> {
        match fetched {
            Ok(Fetched { secret, lasts }) => {
                let expires_at = lasts.map(|lasts| self.clock.elapsed() + lasts);
                let token = Arc::new(Token { secret, expires_at });
                *state = State { token: Some(token.clone()), failure: None };
                Ok(token)
            }
            Err(error) => {
                *state = State { token: None, failure: Some(same_error(&error)) };
                Err(error)
            }
        }
    }
}

/// The same error once more, for somebody else. Its cause stays with the first.
pub fn same_error(error: &Error) -> Error {
    let mut same = Error::new(error.kind(), error.message())
        .with_retry(error.retry())
        .with_applied(error.applied())
        .with_request_id(error.request_id().cloned());
    if let Some(code) = error.code() {
        same = same.with_code(code);
    }
    match error.hint() {
        Some(hint) => same.with_hint(hint),
        None => same,
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        time::Duration,
    };

    use futures_util::{FutureExt, future::join_all};
    use jiff::Timestamp;
    use mfadir_core::{Error, ErrorKind, ManualClock, Result};
    use secrecy::ExposeSecret;

    use super::{Fetched, Token, TokenCache};

    struct Fixture {
        clock: Arc<ManualClock>,
        cache: TokenCache,
        fetches: AtomicUsize,
    }

    impl Fixture {
        fn new() -> Self {
            let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
            Self { cache: TokenCache::new(clock.clone()), clock, fetches: AtomicUsize::new(0) }
        }

        async fn get(&self) -> Result<Arc<Token>> {
            self.cache.get(|| self.fetch(true)).await
        }

        async fn fail(&self) -> Result<Arc<Token>> {
            self.cache.get(|| self.fetch(false)).await
        }

        /// Lets the others go on before it answers, as a server does.
        async fn fetch(&self, works: bool) -> Result<Fetched> {
            let number = self.fetches.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            if !works {
                return Err(Error::new(ErrorKind::Unauthenticated, "wrong secret").with_hint("look again"));
            }
            Ok(Fetched { secret: format!("token {number}").into(), lasts: Some(Duration::from_mins(1)) })
        }

        fn fetches(&self) -> usize {
            self.fetches.load(Ordering::SeqCst)
        }
    }

    fn text(token: Result<Arc<Token>>) -> String {
        token.expect("a token").secret().expose_secret().to_owned()
    }

    #[tokio::test]
    async fn many_callers_share_one_fetch() {
        let fixture = Fixture::new();
        let tokens = join_all((0..100).map(|_| fixture.get())).await;
        assert!(tokens.into_iter().all(|token| text(token) == "token 0"));
        assert_eq!(fixture.fetches(), 1);
    }

    #[tokio::test]
    async fn many_callers_share_one_failure_and_the_next_tries_again() {
        let fixture = Fixture::new();
        let errors = join_all((0..100).map(|_| fixture.fail())).await;
        assert!(errors.iter().all(|error| error.as_ref().is_err_and(|error| error.hint() == Some("look again"))));
        assert_eq!(fixture.fetches(), 1);
        assert_eq!(text(fixture.get().await), "token 1");
    }

    #[tokio::test]
    async fn it_is_used_until_it_expires() {
        let fixture = Fixture::new();
        assert_eq!(text(fixture.get().await), "token 0");
        fixture.clock.advance(Duration::from_secs(59));
        assert_eq!(text(fixture.get().await), "token 0");
        fixture.clock.advance(Duration::from_secs(1));
        assert_eq!(text(fixture.get().await), "token 1");
    }

    #[tokio::test]
    async fn only_the_refused_token_is_forgotten() {
        let fixture = Fixture::new();
        let first = fixture.get().await.expect("a token");
        fixture.cache.forget(&first).await;
        assert_eq!(text(fixture.get().await), "token 1");
        fixture.cache.forget(&first).await;
        assert_eq!(text(fixture.get().await), "token 1");
    }

    #[tokio::test]
    async fn a_fetch_that_was_given_up_does_not_block_the_next() {
        let fixture = Fixture::new();
        assert!(fixture.get().now_or_never().is_none());
        assert_eq!(text(fixture.get().await), "token 1");
    }

    #[tokio::test]
    async fn debug_hides_the_secret() {
        let fixture = Fixture::new();
        let token = fixture.get().await.expect("a token");
        assert!(!format!("{token:?} {:?}", fixture.cache).contains("token 0"));
    }
}
