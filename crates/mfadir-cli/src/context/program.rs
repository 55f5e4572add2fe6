//! The command as a whole, for the commands that show or play it.

use std::{ffi::OsString, fmt, pin::Pin, sync::Arc};

use mfadir_core::Clock;

use crate::{streams::Streams, surroundings::Surroundings};

/// Runs a command line, and answers with the exit code.
type Run = fn(Vec<OsString>, Surroundings, Streams, Arc<dyn Clock>) -> Pin<Box<dyn Future<Output = u8>>>;

/// What whoever starts a run hands in, because a command stands below them and cannot reach up.
#[derive(Clone, Copy)]
pub(crate) struct Program {
    /// What the command line can say.
    pub definition: fn() -> clap::Command,
    /// The same for manuals, with the flags that every command takes told once.
    pub manual: fn() -> clap::Command,
    /// Plays a command line within this run.
    pub run: Run,
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Program")
    }
}
