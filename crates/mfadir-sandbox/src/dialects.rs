//! The providers that are simulated, in one list: each is a folder of this crate, a file of `seed`, and a word here.

use jiff::Timestamp;

use crate::{dialect::Dialect, options::Options, persist::StoredTenant};

/// Every provider, by name.
pub(crate) const SIMULATED: &[Simulated] = &[crate::okta::SIMULATED, crate::onelogin::SIMULATED];

/// Every tenant that is served: the providers', and the desk beside them.
pub(crate) fn served() -> impl Iterator<Item = &'static Simulated> {
    SIMULATED.iter().chain([&crate::desk::SIMULATED])
}

/// One provider, as far as the sandbox knows it.
pub(crate) struct Simulated {
    /// Its name: of its tenant, in what is kept, and in what is said when the sandbox is ready.
    pub(crate) name: &'static str,
    /// The company as it has it in the beginning, with so many numbered people.
    pub(crate) company: fn(usize, Timestamp) -> StoredTenant,
    /// How it speaks.
    pub(crate) dialect: fn(&Options) -> Box<dyn Dialect>,
}
