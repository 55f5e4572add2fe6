//! Which scopes a token is asked for.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use mfadir_core::{Clock, Error, ErrorKind, Result};
use mfadir_http::{Token, TokenCache, same_error};

use super::scope::{Scope, Scopes};

/// How long a scope that was not granted is not asked for again: as long as a token would have been good.
const REMEMBERED: Duration = Duration::from_hours(1);

/// Tokens by their scopes.
///
/// A scope that the app was not granted makes Okta refuse the whole token, so nothing is asked for that is not needed.
/// What was needed once is asked for again together with what is needed next: one token then serves for both, and a
/// process buys at most one token for each scope that it uses, plus those that replace expired ones. A scope that was not
/// granted is not asked for again at each need.
#[derive(Debug)]
pub(super) struct Grants {
    clock: Arc<dyn Clock>,
    fixed: Scopes,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    granted: Scopes,
    caches: BTreeMap<Scopes, Arc<TokenCache>>,
    refused: BTreeMap<Scopes, Refused>,
}

/// What was answered instead of a token, and how long that is repeated.
#[derive(Debug)]
struct Refused {
    error: Error,
    until: Duration,
}

impl Grants {
    /// With the scopes that are configured, which are then always asked for together; none for those that are needed.
    pub(super) fn new(fixed: Vec<Scope>, clock: Arc<dyn Clock>) -> Self {
        Self { clock, fixed: fixed.into_iter().collect(), state: Mutex::default() }
    }

    /// The scopes to ask for when `need` is needed, and the place of their token.
    pub(super) fn for_need(&self, need: &str) -> Result<(Scopes, Arc<TokenCache>)> {
        let mut state = self.state();
        let wanted = self.wanted(&state, need)?;
        if let Some(refused) =
            state.refused.get(&self.blamed(need)).filter(|refused| self.clock.elapsed() < refused.until)
        {
            return Err(same_error(&refused.error));
        }
        let fresh = || Arc::new(TokenCache::new(self.clock.clone()));
        let cache = state.caches.entry(wanted.clone()).or_insert_with(fresh).clone();
        Ok((wanted, cache))
    }

    /// Notes that there is a token with the scopes. Those with fewer are not needed any more.
    pub(super) fn settle(&self, scopes: Scopes) {
        let mut state = self.state();
        state.caches.retain(|others, _| !others.is_subset(&scopes) || *others == scopes);
        state.granted = scopes;
    }

    /// Notes that there is no token with the scope.
    pub(super) fn refuse(&self, need: &str, error: &Error) {
        let until = self.clock.elapsed() + REMEMBERED;
        self.state().refused.insert(self.blamed(need), Refused { error: same_error(error), until });
    }

    /// The scopes of which one was not granted, where a token is refused for its scopes: what was asked for beside the
    /// new one had been granted before. Of configured ones each may be it.
    pub(super) fn blamed(&self, need: &str) -> Scopes {
        if self.fixed.is_empty() { [need.to_owned()].into() } else { self.fixed.clone() }
    }

    /// Forgets a token that was refused.
    pub(super) async fn forget(&self, refused: &Arc<Token>) {
        let caches: Vec<_> = self.state().caches.values().cloned().collect();
        for cache in caches {
            cache.forget(refused).await;
        }
    }

    fn wanted(&self, state: &State, need: &str) -> Result<Scopes> {
        if self.fixed.is_empty() {
            return Ok(state.granted.union(&BTreeSet::from([need.to_owned()])).cloned().collect());
        }
        if self.fixed.contains(need) {
            return Ok(self.fixed.clone());
        }
        let error = Error::new(ErrorKind::Forbidden, format!("the configured `scopes` lack {need}"));
        Err(error.with_hint("add it, or take `scopes` out: then those are asked for that are needed"))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
