//! Equal tenants of one server, each for one test at a time.

use std::sync::{Mutex, PoisonError};

use mfadir_conformance::Able;

use super::{RealProvider, server};

/// Tenants that were used and are as they were, by server.
static CLEAN: Mutex<Vec<(&str, u32)>> = Mutex::new(Vec::new());

/// A tenant in its first state, that nobody else uses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tenant {
    server: &'static str,
    /// Its number.
    pub(super) number: u32,
}

impl Tenant {
    /// One of the server, which is started where that is not done yet. Or the reason why there is none.
    ///
    /// # Panics
    /// Where the server has none left.
    pub(super) async fn of(provider: &RealProvider) -> Able<Self> {
        let url = server::url(provider.name)?;
        let number = match clean(provider.name) {
            Some(number) => number,
            None => next(&url).await,
        };
        assert!(number <= provider.tenants, "{} has no fresh tenant left: let it end, and start again", provider.name);
        Ok(Self { server: provider.name, number })
    }

    /// Whoever comes next may have it.
    pub(super) fn give_back(self) {
        CLEAN.lock().unwrap_or_else(PoisonError::into_inner).push((self.server, self.number));
    }
}

fn clean(server: &str) -> Option<u32> {
    let mut clean = CLEAN.lock().unwrap_or_else(PoisonError::into_inner);
    let index = clean.iter().position(|(name, _)| *name == server)?;
    Some(clean.swap_remove(index).1)
}

/// The server counts, so that no two processes get the same one.
async fn next(url: &str) -> u32 {
    let answer = reqwest::get(format!("{url}/-/next")).await.expect("the server is up");
    answer.text().await.expect("with a body").parse().expect("a number")
}
