//! No way to tell people and no ticket system is waited for without end.

use std::{future::Future, pin::pin, sync::Arc, time::Duration};

use async_trait::async_trait;
use futures_util::future::{Either, select};
use mfadir_core::{Clock, Error, ErrorKind, Result};
use mfadir_policy::{Audience, Message, Notifier, TicketQuestion, TicketState, Tickets};

/// A way or a ticket system that has so long for each answer. What it does not answer in time is dropped: a connection
/// is closed, a program is killed.
#[derive(Clone, Debug)]
pub struct Limited<T: ?Sized> {
    inner: Arc<T>,
    clock: Arc<dyn Clock>,
    limit: Duration,
}

impl<T: ?Sized> Limited<T> {
    /// The same, with a limit.
    pub fn new(inner: Arc<T>, clock: Arc<dyn Clock>, limit: Duration) -> Self {
        Self { inner, clock, limit }
    }

    /// What it answers; nothing where it takes too long.
    async fn within<R>(&self, answer: impl Future<Output = R> + Send) -> Option<R> {
        match select(pin!(answer), pin!(self.clock.sleep(self.limit))).await {
            Either::Left((answer, _)) => Some(answer),
            Either::Right(_) => None,
        }
    }

    fn too_long(&self, who: &str) -> String {
        format!("{who} did not answer within {:?}", self.limit)
    }
}

#[async_trait]
impl Notifier for Limited<dyn Notifier> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn reaches(&self, audience: Audience) -> bool {
        self.inner.reaches(audience)
    }

    fn wants_address(&self) -> bool {
        self.inner.wants_address()
    }

    async fn send(&self, message: &Message) -> Result<()> {
        let sent = self.within(self.inner.send(message)).await;
        sent.unwrap_or_else(|| {
            let why = format!("{}, so that it may have arrived or not", self.too_long(self.name()));
            Err(Error::new(ErrorKind::Timeout, why))
        })
    }
}

#[async_trait]
impl Tickets for Limited<dyn Tickets> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    async fn check(&self, question: &TicketQuestion) -> TicketState {
        let state = self.within(self.inner.check(question)).await;
        state.unwrap_or_else(|| TicketState::CannotTell(self.too_long(self.name())))
    }

    async fn note(&self, ticket: &str, text: &str) -> Result<()> {
        let noted = self.within(self.inner.note(ticket, text)).await;
        noted.unwrap_or_else(|| Err(Error::new(ErrorKind::Timeout, self.too_long(self.name()))))
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{fs, path::Path, sync::Arc, time::Duration};

    use jiff::Timestamp;
    use mfadir_core::ManualClock;
    use mfadir_policy::{TicketQuestion, TicketState, Tickets};

    use super::Limited;
    use crate::command::{Command, CommandConfig};

    /// Whether the process is there and does not only wait for somebody to see that it ended.
    fn lives(id: &str) -> bool {
        let stat = fs::read_to_string(Path::new("/proc").join(id).join("stat")).unwrap_or_default();
        stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z'))
    }

    /// The number that the program wrote down, once it did.
    async fn written(path: &Path) -> String {
        loop {
            match fs::read_to_string(path) {
                Ok(text) if text.ends_with('\n') => return text.trim().to_owned(),
                _ => tokio::task::yield_now().await,
            }
        }
    }

    #[tokio::test]
    async fn a_program_that_hangs_is_killed_with_what_it_started() {
        let folder = tempfile::tempdir().expect("a folder");
        let note = folder.path().join("id");
        let script = format!("sleep 1000 & echo $! > {}; wait", note.display());
        let command = ["/bin/sh", "-c", &script, "tickets"].map(str::to_owned).into();
        let inner: Arc<dyn Tickets> = Arc::new(Command::connect(CommandConfig { command }).expect("a command"));
        let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
        let tickets = Limited::new(inner, clock.clone(), Duration::from_secs(30));
        let question = TicketQuestion { ticket: "INC1".to_owned(), person: Vec::new() };
        let meanwhile = async {
            let id = written(&note).await;
            assert!(lives(&id), "{id}");
            clock.advance(Duration::from_secs(30));
            id
        };
        let (state, id) = tokio::join!(tickets.check(&question), meanwhile);
        assert_eq!(state, TicketState::CannotTell("the ticket command did not answer within 30s".to_owned()));
        while lives(&id) {
            tokio::task::yield_now().await;
        }
    }
}
