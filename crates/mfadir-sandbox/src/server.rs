//! The frame around the dialects: sockets, recording, faults, saving.

mod ask;
mod connection;
mod frame;
mod listen;
mod outcome;
mod saver;

pub(crate) use ask::is_loopback_host;
pub(crate) use frame::Frame;
pub(crate) use listen::{bind, listen};
pub(crate) use saver::Saver;
