//! The three streams, real or captured.

use std::{
    fmt,
    io::{self, BufRead, IsTerminal, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Where a run reads and writes.
pub struct Streams {
    /// Standard input.
    pub input: Box<dyn BufRead + Send>,
    /// Standard output: data.
    pub output: Shared,
    /// Standard error: everything else.
    pub error: Shared,
    /// Which of them a person sits at.
    pub terminals: Terminals,
}

/// Which streams are terminals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminals {
    /// Standard input.
    pub input: bool,
    /// Standard output.
    pub output: bool,
    /// Standard error.
    pub error: bool,
    /// How many columns the terminal has.
    pub width: Option<u16>,
}

/// A stream that several parts of a run write to.
#[derive(Clone)]
pub struct Shared(Arc<Mutex<Box<dyn Write + Send>>>);

impl Shared {
    /// Shares the writer.
    pub fn new(writer: impl Write + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Box::new(writer))))
    }

    fn writer(&self) -> MutexGuard<'_, Box<dyn Write + Send>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer().flush()
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shared")
    }
}

impl fmt::Debug for Streams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streams").field("terminals", &self.terminals).finish_non_exhaustive()
    }
}

impl Streams {
    /// Those of this process.
    pub fn of_process() -> Self {
        let terminals = Terminals {
            input: io::stdin().is_terminal(),
            output: io::stdout().is_terminal(),
            error: io::stderr().is_terminal(),
            width: terminal_size::terminal_size().map(|(width, _)| width.0),
        };
        Self {
            input: Box::new(io::BufReader::new(io::stdin())),
            output: Shared::new(io::stdout()),
            error: Shared::new(io::stderr()),
            terminals,
        }
    }

    /// Streams of a test: `input` is all that can be read, and what is written can be looked at. No terminals.
    pub fn captured(input: &str) -> (Self, Captured) {
        let captured = Captured::default();
        let streams = Self {
            input: Box::new(io::Cursor::new(input.as_bytes().to_vec())),
            output: Shared::new(captured.output.clone()),
            error: Shared::new(captured.error.clone()),
            terminals: Terminals::default(),
        };
        (streams, captured)
    }
}

/// What a run wrote.
#[derive(Clone, Debug, Default)]
pub struct Captured {
    output: Buffer,
    error: Buffer,
}

impl Captured {
    /// To standard output.
    pub fn output(&self) -> String {
        self.output.text()
    }

    /// To standard error.
    pub fn error(&self) -> String {
        self.error.text()
    }
}

#[derive(Clone, Debug, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
