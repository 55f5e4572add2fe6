//! How long a call may wait, and who is told that it does.

use std::{fmt, sync::Arc, time::Duration};

use mfadir_core::{Clock, Operation, TenantName};

/// Why a call waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The provider's allowance for this window is used up.
    RateLimit,
    /// What is left of the window belongs to the tenant's own sign-ins.
    Reserve,
    /// A job spreads its requests over the window.
    Pace,
    /// As many requests are running as the allowance or the provider permits at once.
    Running,
    /// The provider asked for a pause, or failed, and the call is made again afterwards.
    Again,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::RateLimit => "the rate limit is used up",
            Self::Reserve => "the rest of the rate limit is kept for the tenant's own sign-ins",
            Self::Pace => "the requests are spread over the rate limit's window",
            Self::Running => "enough requests are running at once",
            Self::Again => "the provider did not take the last attempt",
        })
    }
}

/// A wait that begins now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// On which tenant.
    pub tenant: TenantName,
    /// Which call waits.
    pub operation: Operation,
    /// Why.
    pub why: Why,
    /// How long. It may be a fraction of a second, and the same call may wait more than once.
    pub for_how_long: Duration,
}

/// Is told about every wait before it begins.
pub trait Notice: fmt::Debug + Send + Sync {
    /// A call waits from now on.
    fn waiting(&self, wait: &Waiting);
}

/// Tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Notice for Silent {
    fn waiting(&self, _wait: &Waiting) {}
}

/// How long one call may wait, and who is told.
///
/// [`Budget`](crate::Budget) counts the waits before one attempt. [`Retry`](crate::Retry) counts all the time since
/// the call began, whatever it was spent on, and begins no pause that would end later than `longest` after that.
#[derive(Clone, Debug)]
pub struct Patience {
    /// A wait that would exceed it is not begun: the call fails and says how much longer it would have taken.
    pub longest: Duration,
    /// Who is told.
    pub notice: Arc<dyn Notice>,
}

impl Patience {
    /// Waits up to `longest` and tells nobody.
    pub fn silent(longest: Duration) -> Self {
        Self { longest, notice: Arc::new(Silent) }
    }

    /// Whether `wait` may begin after `spent`.
    pub(crate) fn allows(&self, spent: Duration, wait: Duration) -> bool {
        spent.saturating_add(wait) <= self.longest
    }

    pub(crate) async fn wait(&self, clock: &dyn Clock, wait: Waiting) {
        self.notice.waiting(&wait);
        clock.sleep(wait.for_how_long).await;
    }
}

impl Default for Patience {
    /// One minute, and nobody is told.
    fn default() -> Self {
        Self::silent(Duration::from_mins(1))
    }
}
