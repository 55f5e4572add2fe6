//! The only place that sends a write to a provider.

use mfadir_core::{Done, FactorId, MfaDirectory, Operation, RemoveOptions, ResetOptions, Result, UserId};

/// A write.
#[derive(Clone, Copy, Debug)]
pub(super) enum Write<'a> {
    Remove(&'a FactorId, &'a RemoveOptions),
    Reset,
    Unlock,
}

impl Write<'_> {
    pub(super) fn operation(self) -> Operation {
        match self {
            Self::Remove(..) => Operation::Remove,
            Self::Reset => Operation::Reset,
            Self::Unlock => Operation::Unlock,
        }
    }

    #[expect(clippy::disallowed_methods, reason = "here is where plans are applied")]
    pub(super) async fn send(self, directory: &dyn MfaDirectory, user: &UserId) -> Result<Done> {
        match self {
            Self::Remove(factor, options) => directory.remove(user, factor, options).await,
            Self::Reset => directory.reset(user, &ResetOptions::default()).await,
            Self::Unlock => directory.unlock(user).await,
        }
    }
}
