//! Whether changes are pending, as an exit code.

use clap::Args;

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// For programs that only want to know whether something would be done.
#[derive(Debug, Args)]
pub(super) struct Pending {
    /// Beside --dry-run: end with exit code 10 where something would be done
    #[arg(long)]
    detailed_exitcode: bool,
}

impl Pending {
    /// The flag says something only where nothing is done.
    pub(super) fn check(&self, context: &Context) -> Outcome<()> {
        if self.detailed_exitcode && !context.globals.dry_run {
            return Err(Failure::usage("--detailed-exitcode works beside --dry-run alone").with_hint("add --dry-run"));
        }
        Ok(())
    }

    /// How a dry run ends.
    pub(super) fn exit(&self, changes: bool) -> Exit {
        if self.detailed_exitcode && changes { Exit::Pending } else { Exit::Done }
    }
}
