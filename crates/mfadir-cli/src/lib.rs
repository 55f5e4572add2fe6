//! The command `mfadir`, as a library: [`run()`] takes a command line, its surroundings, streams and a clock, and
//! answers with the exit code. The binary hands in those of the process, a test whatever it likes.
//!
//! A command is a file under `command`; what it needs comes from `Context`, what it says goes through `Output`.

mod args;
mod command;
mod command_line;
mod context;
mod countdown;
mod exit;
mod failure;
mod handle;
mod interrupt;
mod log;
mod machine;
mod output;
mod qr;
mod render;
mod run;
mod sandbox;
mod shell;
mod state;
mod streams;
mod surroundings;
mod waiting;

pub use args::{Format, Globals, Wait};
pub use command::Command;
pub use command_line::{Arguments, definition, manual};
pub use exit::Exit;
pub use interrupt::Interrupt;
pub use run::{confine, execute, parse, run};
pub use streams::{Captured, Shared, Streams, Terminals};
pub use surroundings::Surroundings;
