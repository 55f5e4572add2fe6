//! Whose turn it is: between looking at what was done and writing down what is done next, nobody else does either.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Duration,
};

use mfadir_core::{Error, ErrorKind, Result};
use tokio::time::sleep;

use super::{folder::file_name, hold::Hold};

/// How often is asked whether it is our turn, and how long is waited in between: ten seconds in all.
const ATTEMPTS: u32 = 1000;
const PAUSE: Duration = Duration::from_millis(10);

/// The locks of one tenant under all its names, one for each place where it is.
#[derive(Clone, Debug)]
pub(super) struct Turns(Vec<PathBuf>);

/// Our turn, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn(#[expect(dead_code, reason = "they are held")] Vec<Hold>);

impl Turns {
    /// In the state folder, for the tenant at these origins.
    pub(super) fn of(state: &Path, origins: &BTreeSet<String>) -> Self {
        let folder = state.join("turns");
        Self(origins.iter().map(|origin| folder.join(format!("{}.lock", file_name(origin)))).collect())
    }

    /// Waits for our turn. It is brief: no provider is asked and no person waited for in it. The locks are taken in the
    /// same order by all, so that nobody waits for somebody who waits for them.
    pub(super) async fn mine(&self) -> Result<Turn> {
        let mut holds = Vec::with_capacity(self.0.len());
        for path in &self.0 {
            holds.push(wait_for(path).await?);
        }
        Ok(Turn(holds))
    }
}

async fn wait_for(path: &Path) -> Result<Hold> {
    for _ in 0..ATTEMPTS {
        if let Some(hold) = Hold::alone(path)? {
            return Ok(hold);
        }
        sleep(PAUSE).await;
    }
    let error = Error::new(ErrorKind::Refused, format!("{} is held by another process", path.display()));
    Err(error.with_hint("try again when it has ended"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use futures_util::FutureExt;

    use super::Turns;

    fn turns(state: &std::path::Path, origins: &[&str]) -> Turns {
        Turns::of(state, &origins.iter().map(|&origin| origin.to_owned()).collect::<BTreeSet<_>>())
    }

    #[tokio::test]
    async fn who_shares_a_place_waits_and_nobody_else_does() {
        let folder = tempfile::tempdir().expect("a folder");
        let both = turns(folder.path(), &["https://a:443", "https://b:443"]);
        let turn = both.mine().await.expect("free");
        for one in ["https://a:443", "https://b:443"] {
            assert!(turns(folder.path(), &[one]).mine().now_or_never().is_none(), "{one}");
        }
        assert!(turns(folder.path(), &["https://c:443"]).mine().now_or_never().is_some());
        drop(turn);
        assert!(turns(folder.path(), &["https://b:443"]).mine().now_or_never().is_some());
    }
}
