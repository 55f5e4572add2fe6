//! What a subject can do, and why it cannot.

use std::fmt;

/// Why a subject cannot do something, as a clause: `the tenant's clock cannot be moved`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cannot(String);

impl Cannot {
    /// The reason.
    pub fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for Cannot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a subject can do, or why it cannot.
pub type Able<T> = Result<T, Cannot>;
