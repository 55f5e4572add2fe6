//! The process itself, as a sealed machine has it.

use std::{env, io, process::Command};

use super::Machine;
use crate::{exit::Exit, failure::Failure, surroundings::Surroundings};

/// Leaves the caller's working folder, and starts the program over where the caller's environment is not the one that
/// counts here. Libraries read it by themselves, for a proxy, a certificate or a folder for temporary files: only what is
/// not there cannot be read. Nothing happens on a machine that is open.
pub(crate) fn confine(surroundings: &Surroundings) -> Result<(), Failure> {
    if Machine::of(&surroundings.places).is_open() {
        return Ok(());
    }
    let taken = surroundings.variables.on_sealed_machine();
    env::set_current_dir("/").map_err(|error| unclean(&error))?;
    // A name that is there twice is one variable to us, and may be another one to a library.
    if taken == surroundings.variables && env::vars_os().count() == taken.iter().count() {
        return Ok(());
    }
    let program = env::current_exe().map_err(|error| unclean(&error))?;
    let mut again = Command::new(program);
    again.args(env::args_os().skip(1)).env_clear().envs(taken.iter());
    Err(unclean(&over(again)))
}

/// In the place of this process: what comes back is why it did not work.
#[cfg(unix)]
fn over(mut program: Command) -> io::Error {
    std::os::unix::process::CommandExt::exec(&mut program)
}

#[cfg(not(unix))]
fn over(_program: Command) -> io::Error {
    io::ErrorKind::Unsupported.into()
}

fn unclean(error: &io::Error) -> Failure {
    Failure::new(Exit::Failed, format!("this machine is sealed, and the caller's environment cannot be left: {error}"))
}
