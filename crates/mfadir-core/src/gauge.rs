//! What the provider says about its rate buckets, on the way from the transport to whoever admits requests.

use std::{fmt::Debug, time::Duration};

use crate::capability::Bucket;

/// One statement of the provider about one bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The bucket.
    pub bucket: Bucket,
    /// How many requests a window allows. 0 together with 0 remaining means that too many ran at once, not too many
    /// in the window.
    pub limit: u64,
    /// How many are left in this window.
    pub remaining: u64,
    /// How long until the window ends, by the provider's own clock.
    pub resets_in: Duration,
}

/// Takes the readings of one tenant; all its directories share one.
pub trait Gauge: Debug + Send + Sync {
    /// Notes what the provider said.
    fn observe(&self, reading: Reading);
}

/// A gauge that nobody looks at.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoGauge;

impl Gauge for NoGauge {
    fn observe(&self, _reading: Reading) {}
}
