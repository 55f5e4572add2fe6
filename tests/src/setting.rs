//! What surrounds a directory under test.

use std::fmt;

/// How the directory is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The backend alone.
    Bare,
    /// Under the whole stack of layers.
    Stacked,
    /// Under the whole stack, while the provider fails now and then.
    UnderFaults,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bare, Self::Stacked, Self::UnderFaults];

    /// Whether a request may be sent more than once.
    pub fn repeats(self) -> bool {
        self == Self::UnderFaults
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bare => "bare",
            Self::Stacked => "stacked",
            Self::UnderFaults => "under-faults",
        })
    }
}
