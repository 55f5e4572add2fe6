//! Rate windows: how many requests a credential may still send.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

use crate::credential::CredentialName;

/// One of a provider's buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// The bucket's name.
    pub(crate) bucket: &'static str,
    /// How many requests a window takes.
    pub(crate) limit: u64,
    /// How long a window is. It begins with its first request.
    pub(crate) window: Duration,
}

/// How a bucket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// How many requests the window takes.
    pub(crate) limit: u64,
    /// How many are left.
    pub(crate) remaining: u64,
    /// When the window ends.
    pub(crate) resets_at: Timestamp,
    /// Whether this request was one too many.
    pub(crate) exceeded: bool,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    used: u64,
    ends: Timestamp,
}

/// The windows of one tenant, one for each credential and bucket.
#[derive(Debug)]
pub(crate) struct Rates {
    limit: Option<u64>,
    windows: Mutex<HashMap<(CredentialName, &'static str), Window>>,
}

impl Rates {
    /// Windows with this limit in place of each bucket's own.
    pub(crate) fn new(limit: Option<u64>) -> Self {
        Self { limit, windows: Mutex::default() }
    }

    /// Counts a request. One that is too many is not counted.
    pub(crate) fn charge(&self, credential: CredentialName, allowance: Allowance, now: Timestamp) -> Standing {
        let limit = self.limit.unwrap_or(allowance.limit);
        let mut windows = self.windows();
        let window = windows.entry((credential, allowance.bucket)).or_insert(Window { used: 0, ends: now });
        if window.ends <= now {
            *window = Window { used: 0, ends: now + allowance.window };
        }
        let exceeded = window.used >= limit;
        if !exceeded {
            window.used += 1;
        }
        Standing { limit, remaining: limit - window.used.min(limit), resets_at: window.ends, exceeded }
    }

    /// How the bucket stands, without counting.
    pub(crate) fn standing(&self, credential: CredentialName, allowance: Allowance, now: Timestamp) -> Standing {
        let limit = self.limit.unwrap_or(allowance.limit);
        let window = self.windows().get(&(credential, allowance.bucket)).copied().filter(|window| window.ends > now);
        let Window { used, ends } = window.unwrap_or(Window { used: 0, ends: now + allowance.window });
        Standing { limit, remaining: limit - used.min(limit), resets_at: ends, exceeded: false }
    }

    fn windows(&self) -> MutexGuard<'_, HashMap<(CredentialName, &'static str), Window>> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::{Allowance, Rates};
    use crate::credential::CredentialName::{ReadOnlyToken, Token};

    const FEW: Allowance = Allowance { bucket: "few", limit: 2, window: Duration::from_mins(1) };

    #[test]
    fn a_window_begins_with_its_first_request_and_ends_a_minute_later() {
        let (rates, start) = (Rates::new(None), Timestamp::UNIX_EPOCH);
        let standing: Vec<_> =
            (0..3).map(|second| rates.charge(Token, FEW, start + Duration::from_secs(second))).collect();
        assert_eq!(
            standing.iter().map(|s| (s.remaining, s.exceeded)).collect::<Vec<_>>(),
            [(1, false), (0, false), (0, true)]
        );
        assert!(standing.iter().all(|s| s.resets_at == start + Duration::from_mins(1)));
        assert_eq!(rates.charge(Token, FEW, start + Duration::from_mins(1)).remaining, 1);
    }

    #[test]
    fn credentials_do_not_share_a_window() {
        let (rates, now) = (Rates::new(Some(1)), Timestamp::UNIX_EPOCH);
        assert!(!rates.charge(Token, FEW, now).exceeded);
        assert!(!rates.charge(ReadOnlyToken, FEW, now).exceeded);
        assert!(rates.charge(Token, FEW, now).exceeded);
        assert_eq!(rates.standing(Token, FEW, now).remaining, 0);
    }
}
