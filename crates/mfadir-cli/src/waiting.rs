//! Who must wait is told why, and for how long.

use std::{io::Write, sync::Arc, time::Duration};

use mfadir::{Notice, Waiting};
use mfadir_core::Clock;

use crate::streams::Shared;

/// Waits that are over before somebody has read about them.
const NOT_WORTH_TELLING: Duration = Duration::from_secs(1);

/// Tells on standard error: a countdown where that is a terminal, a line otherwise.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) stream: Shared,
    pub(crate) terminal: bool,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Notice for Told {
    fn waiting(&self, wait: &Waiting) {
        if wait.for_how_long < NOT_WORTH_TELLING {
            return;
        }
        let why = format!("on {}: {}", wait.tenant, wait.why);
        if self.terminal {
            tokio::spawn(count_down(self.stream.clone(), self.clock.clone(), why, wait.for_how_long));
        } else {
            // Nobody is left to be told that standard error is gone.
            let _ = writeln!(self.stream.clone(), "waiting {} {why}", seconds(wait.for_how_long));
        }
    }
}

/// Rewrites one line each second and takes it away at the end.
async fn count_down(mut stream: Shared, clock: Arc<dyn Clock>, why: String, whole: Duration) {
    let end = clock.elapsed() + whole;
    loop {
        let left = end.saturating_sub(clock.elapsed());
        if left.is_zero() {
            break;
        }
        let _ = write!(stream, "\r\u{1b}[2Kwaiting {} {why}", seconds(left)).and_then(|()| stream.flush());
        clock.sleep(left.min(Duration::from_secs(1))).await;
    }
    let _ = write!(stream, "\r\u{1b}[2K").and_then(|()| stream.flush());
}

/// Whole seconds, rounded up: a countdown never stands at 0.
fn seconds(length: Duration) -> String {
    format!("{} s", length.as_millis().div_ceil(1000))
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use jiff::Timestamp;
    use mfadir::{Notice, Waiting, Why};
    use mfadir_core::{ManualClock, Operation};

    use super::Told;
    use crate::streams::{Captured, Streams};

    fn told(terminal: bool) -> (Told, Captured) {
        let (streams, captured) = Streams::captured("");
        let clock = Arc::new(ManualClock::jumping(Timestamp::UNIX_EPOCH));
        (Told { stream: streams.error, terminal, clock }, captured)
    }

    fn wait(for_how_long: Duration) -> Waiting {
        Waiting { tenant: "acme".into(), operation: Operation::User, why: Why::RateLimit, for_how_long }
    }

    #[test]
    fn a_log_gets_one_line_a_wait_and_none_for_a_blink() {
        let (told, captured) = told(false);
        told.waiting(&wait(Duration::from_millis(900)));
        assert_eq!(captured.error(), "");
        told.waiting(&wait(Duration::from_millis(2100)));
        assert_eq!(captured.error(), "waiting 3 s on acme: the rate limit is used up\n");
    }

    #[tokio::test]
    async fn a_terminal_gets_a_countdown_that_leaves_nothing_behind() {
        let (told, captured) = told(true);
        told.waiting(&wait(Duration::from_millis(2500)));
        tokio::task::yield_now().await;
        let text = captured.error();
        let steps: Vec<&str> =
            text.split("\r\u{1b}[2K").map(|line| line.split(" on ").next().unwrap_or_default()).collect();
        assert_eq!(steps, ["", "waiting 3 s", "waiting 2 s", "waiting 1 s", ""]);
    }
}
