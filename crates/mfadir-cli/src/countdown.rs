//! A person is waited for, and whoever waits sees for how long yet.

use std::{
    io::Write,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use mfadir_core::Operation;
use mfadir_ops::{Progress, Tick};

use crate::streams::Shared;

/// Tells on standard error: a line that counts down where that is a terminal, one line in all otherwise.
#[derive(Debug)]
pub(crate) struct Countdown {
    stream: Shared,
    terminal: bool,
    told: AtomicBool,
}

impl Countdown {
    /// A countdown on this stream.
    pub(crate) fn new(stream: Shared, terminal: bool) -> Self {
        Self { stream, terminal, told: AtomicBool::new(false) }
    }

    fn tell(&self, text: &str) {
        // Nobody is left to be told that standard error is gone.
        let _ = write!(self.stream.clone(), "{text}").and_then(|()| self.stream.clone().flush());
    }
}

impl Progress for Countdown {
    fn waiting(&self, tick: &Tick) {
        let first = !self.told.swap(true, Ordering::Relaxed);
        if !self.terminal && !first {
            return;
        }
        let (whom, left) = (for_what(tick.operation), clock_time(tick.left));
        if self.terminal {
            self.tell(&format!("\r\u{1b}[2Kwaiting for {whom}, {left} left; Ctrl-C stops"));
        } else {
            self.tell(&format!("waiting for {whom}, {left} at most\n"));
        }
    }

    fn over(&self) {
        if self.terminal {
            self.tell("\r\u{1b}[2K");
        }
    }
}

fn for_what(operation: Operation) -> &'static str {
    match operation {
        Operation::PollEnrollment => "the user to complete the enrollment",
        _ => "the user's answer",
    }
}

/// Minutes and seconds, rounded up: a countdown never stands at 0.
fn clock_time(length: Duration) -> String {
    let seconds = length.as_millis().div_ceil(1000);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use mfadir_core::Operation;
    use mfadir_ops::{Progress, Tick};

    use super::Countdown;
    use crate::streams::Streams;

    fn shown(terminal: bool) -> String {
        let (streams, captured) = Streams::captured("");
        let countdown = Countdown::new(streams.error, terminal);
        for left in [61, 60] {
            let (waited, left) = (Duration::ZERO, Duration::from_secs(left));
            countdown.waiting(&Tick { operation: Operation::Poll, waited, left });
        }
        countdown.over();
        captured.error()
    }

    #[test]
    fn a_log_gets_one_line() {
        assert_eq!(shown(false), "waiting for the user's answer, 1:01 at most\n");
    }

    #[test]
    fn a_terminal_gets_a_line_that_counts_and_goes() {
        let text = shown(true);
        assert!(text.contains("1:01 left") && text.contains("1:00 left"), "{text:?}");
        assert!(text.ends_with("\r\u{1b}[2K"));
    }
}
