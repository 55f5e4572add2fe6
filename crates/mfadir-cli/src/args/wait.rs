//! How long a run waits.

use std::time::Duration;

/// What `--wait` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// As long as the provider does.
    Provider,
    /// At most this long.
    AtMost(Duration),
}

impl Wait {
    /// The longest time, where one was named.
    pub(crate) fn longest(self) -> Option<Duration> {
        match self {
            Self::Provider => None,
            Self::AtMost(longest) => Some(longest),
        }
    }

    pub(super) fn read(text: &str) -> Result<Self, String> {
        if text.is_empty() { Ok(Self::Provider) } else { mfadir::duration(text).map(Self::AtMost) }
    }
}
