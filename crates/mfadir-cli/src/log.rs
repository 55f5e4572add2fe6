//! What `-v` shows.

use std::sync::Mutex;

use tracing::{Dispatch, level_filters::LevelFilter};
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt, registry};

use crate::streams::Shared;

/// A subscriber for one run, so that a second run in the same process has its own. Only what we write ourselves is
/// shown: what others trace may hold a request's headers.
pub(crate) fn subscriber(verbose: u8, quiet: bool, stream: Shared) -> Dispatch {
    let level = match (quiet, verbose) {
        (true, _) => LevelFilter::OFF,
        (_, 0) => LevelFilter::ERROR,
        (_, 1) => LevelFilter::INFO,
        (_, 2) => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let writer = Mutex::new(stream);
    let lines = fmt::layer().with_writer(writer).with_ansi(false).with_target(verbose > 1).without_time().compact();
    registry().with(Targets::new().with_target("mfadir", level)).with(lines).into()
}
