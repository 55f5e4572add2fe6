//! Every subject of the conformance kit, in one list: a provider is a file of this folder, and a line below.

mod keystone;
mod okta;
mod onelogin;
mod privacyidea;

use std::fmt;

use futures_util::future::BoxFuture;
use mfadir_conformance::{Able, Subject};

pub use okta::{OKTA, OKTA_SERVICE};
pub use onelogin::{ONELOGIN_V1, ONELOGIN_V2};
pub use privacyidea::PRIVACYIDEA;

use crate::{memory, setting::Setting};

/// Every subject. Its trials are called `NAME::SETTING::CHECK`.
pub const SUBJECTS: &[&[Tested]] = &[
    // The reference first, then the providers by name.
    memory::TESTED,
    keystone::TESTED,
    okta::TESTED,
    onelogin::TESTED,
    privacyidea::TESTED,
];

/// A directory that the kit is run on, made anew for each check.
#[derive(Clone, Copy)]
pub struct Tested {
    /// The name, in kebab-case.
    pub name: &'static str,
    /// The head of its column in docs/operations.md. Nothing where it has none.
    pub column: Option<&'static str>,
    /// How it is run.
    pub settings: &'static [Setting],
    /// Makes it, in its first state and within a tokio runtime; or says why this machine cannot.
    pub start: fn(Setting) -> Starting,
}

/// A subject on its way.
pub type Starting = BoxFuture<'static, Able<Box<dyn Trialled>>>;

/// A subject that may have to tell whether the faults around it reached it.
pub trait Trialled: Subject {
    /// Whether it was asked for something, and nothing of that met a fault.
    fn was_undisturbed(&self) -> bool {
        false
    }
}

impl fmt::Debug for Tested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tested").field("name", &self.name).finish_non_exhaustive()
    }
}
