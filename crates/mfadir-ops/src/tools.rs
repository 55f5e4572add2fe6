//! What writes are carried out with.

use mfadir_core::{Clock, MfaDirectory};

use crate::record::Recorder;

/// What an act is carried out with.
#[derive(Clone, Copy, Debug)]
pub struct Tools<'a> {
    /// The directory that takes writes.
    pub directory: &'a dyn MfaDirectory,
    /// All time comes from here.
    pub clock: &'a dyn Clock,
    /// Keeps account of every write.
    pub recorder: &'a dyn Recorder,
}
