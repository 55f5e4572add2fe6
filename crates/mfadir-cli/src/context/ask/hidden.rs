//! A terminal that does not show what is typed.

use std::io;

#[cfg(unix)]
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// While this lives, the terminal of standard input shows nothing. It is not left to the thread that reads the line: a
/// run that is interrupted drops this, and the thread with all it holds stays behind.
#[derive(Debug)]
pub(super) struct Hidden {
    #[cfg(unix)]
    before: Option<Termios>,
}

#[cfg(unix)]
impl Hidden {
    /// Hides what is typed from now on. What is no terminal shows nothing anyway.
    pub(super) fn begin() -> io::Result<Self> {
        let Ok(before) = tcgetattr(io::stdin()) else { return Ok(Self { before: None }) };
        let mut modes = before.clone();
        modes.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Now, &modes)?;
        Ok(Self { before: Some(before) })
    }
}

#[cfg(unix)]
impl Drop for Hidden {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            // A terminal that is gone needs nothing any more.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
    }
}

#[cfg(not(unix))]
impl Hidden {
    /// Refuses.
    pub(super) fn begin() -> io::Result<Self> {
        Err(io::Error::other("this system's terminal cannot be told to hide it"))
    }
}
