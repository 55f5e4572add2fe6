//! What arguments of several commands have in common.

mod completes;
mod files;
mod format;
mod globals;
mod moment;
mod person;
mod vocabulary;
mod wait;
mod whom;

pub(crate) use completes::Completes;
pub(crate) use files::{NoFile, files, names_files};
pub use format::Format;
pub use globals::Globals;
pub(crate) use globals::{on_every_level, on_one_level};
pub(crate) use moment::Moment;
pub(crate) use person::Spoken;
pub(crate) use vocabulary::{rule, verb};
pub use wait::Wait;
pub(crate) use whom::Whom;
