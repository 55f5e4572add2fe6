//! Wrong directories. Each breaks one rule over an honest directory, and names the check that must catch it.

mod claim;
mod coarse;
mod drop;
mod hook;
mod leak;
mod mistake;
mod reach;
mod sabotaged;

use std::sync::Arc;

use mfadir_core::MfaDirectory;

pub(crate) use hook::Sabotage;
pub(crate) use sabotaged::Sabotaged;

/// A wrong directory and the check that catches it.
#[derive(Clone, Copy, Debug)]
pub struct Saboteur {
    /// What it does wrong, in kebab-case.
    pub name: &'static str,
    /// The name of the check.
    pub caught_by: &'static str,
    around: fn(Arc<dyn MfaDirectory>) -> Arc<dyn MfaDirectory>,
}

impl Saboteur {
    /// The wrong directory over an honest one.
    pub fn around(&self, honest: Arc<dyn MfaDirectory>) -> Arc<dyn MfaDirectory> {
        (self.around)(honest)
    }
}

/// All of them.
pub const ALL: &[&[Saboteur]] = &[drop::ALL, reach::ALL, claim::ALL, coarse::ALL, leak::ALL, mistake::ALL];

/// A saboteur from its name, the check that catches it, and what it does.
macro_rules! saboteur {
    ($name:literal, $check:literal, $sabotage:expr) => {
        crate::sabotage::Saboteur {
            name: $name,
            caught_by: $check,
            around: |honest| std::sync::Arc::new(crate::sabotage::Sabotaged::new($sabotage, honest)),
        }
    };
}

pub(crate) use saboteur;
