//! Where the demo is played: a machine of its own, whose state goes when the demo ends.

use std::{ffi::OsString, sync::Arc};

use mfadir_core::Clock;
use tempfile::TempDir;

use crate::{
    context::{Context, Program},
    exit::Exit,
    failure::{Failure, Outcome},
    streams::{Streams, Terminals},
    surroundings::Surroundings,
};

/// A state folder that is empty at the start, and no configuration.
#[derive(Debug)]
pub(super) struct Stage {
    surroundings: Surroundings,
    terminals: Terminals,
    clock: Arc<dyn Clock>,
    program: Program,
    _folder: TempDir,
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub(super) struct Played {
    pub(super) said: String,
    pub(super) exit: u8,
}

impl Stage {
    pub(super) fn build(context: &Context) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("mfadir-demo-").tempdir().map_err(|error| no_folder(&error))?;
        let variables = [("MFADIR_STATE", folder.path())].into_iter().collect();
        let look = context.output.look();
        Ok(Self {
            surroundings: Surroundings {
                interrupt: context.surroundings.interrupt.clone(),
                ..Surroundings::of(variables)
            },
            terminals: Terminals { input: false, output: look.colour, error: look.colour, width: look.width },
            clock: context.clock.clone(),
            program: context.program,
            _folder: folder,
        })
    }

    /// Runs one command line as if somebody had typed it.
    pub(super) async fn play(&self, line: &str) -> Played {
        let (streams, captured) = Streams::captured("");
        let streams = Streams { terminals: self.terminals, ..streams };
        let words = line.split_whitespace().map(OsString::from).collect::<Vec<_>>();
        let exit = (self.program.run)(words, self.surroundings.clone(), streams, self.clock.clone()).await;
        Played { said: captured.output() + &captured.error(), exit }
    }
}

fn no_folder(error: &std::io::Error) -> Failure {
    Failure::new(Exit::Failed, format!("there is no place for a temporary folder: {error}"))
}
