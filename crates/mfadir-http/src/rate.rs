//! What headers say about rates.

use std::time::Duration;

use http::HeaderMap;
use jiff::Timestamp;

/// What one answer says about the bucket that its request drew from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many requests a window allows.
    pub limit: u64,
    /// How many are left.
    pub remaining: u64,
    /// How long until the window ends.
    pub resets_in: Duration,
}

/// How a provider writes its rates: from the headers and the server's own time.
pub type ReadRate = fn(&HeaderMap, Timestamp) -> Option<Rate>;

/// A header's number; several lines or anything but digits are none.
pub fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}
