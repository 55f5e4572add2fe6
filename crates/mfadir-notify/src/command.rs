//! A ticket system behind a program of the organisation's own.

use std::process::Stdio;

use async_trait::async_trait;
use mfadir_core::{Error, ErrorKind, Result};
use mfadir_policy::{TicketQuestion, TicketState, Tickets};
use serde::Deserialize;
use tokio::{io::AsyncWriteExt, process};

/// The program as the configuration describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandConfig {
    /// The program and its first arguments. `check TICKET PERSON…` or `note TICKET` follow; a note's text is its
    /// standard input.
    pub command: Vec<String>,
}

/// Asks a program: exit code 0 is yes, 1 is no and says why on standard output, any other is "cannot tell".
#[derive(Debug)]
pub struct Command {
    program: String,
    arguments: Vec<String>,
}

impl Command {
    /// Tickets behind that program. `Invalid` where none is named.
    pub fn connect(config: CommandConfig) -> Result<Self> {
        let mut words = config.command.into_iter();
        let program = words.next().ok_or_else(|| Error::new(ErrorKind::Invalid, "the ticket command is empty"))?;
        Ok(Self { program, arguments: words.collect() })
    }

    async fn run(&self, words: &[&str], input: &str) -> std::io::Result<std::process::Output> {
        let mut command = process::Command::new(&self.program);
        command.args(&self.arguments).args(words).kill_on_drop(true);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        // Ctrl-C at the terminal asks this program to end, which decides itself how long it still waits.
        #[cfg(unix)]
        command.process_group(0);
        let mut child = command.spawn()?;
        let family = Family::of(&child);
        if let Some(mut stdin) = child.stdin.take() {
            // A program that does not read what it does not need is no failure.
            let _ = stdin.write_all(input.as_bytes()).await;
        }
        let ended = child.wait_with_output().await;
        family.ended();
        ended
    }
}

/// A program and what it has started. All of it is killed where nobody waits for its end.
#[derive(Debug)]
struct Family(#[cfg(unix)] Option<rustix::process::Pid>);

impl Family {
    #[cfg(unix)]
    fn of(child: &process::Child) -> Self {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Self(id.and_then(rustix::process::Pid::from_raw))
    }

    #[cfg(not(unix))]
    fn of(_child: &process::Child) -> Self {
        Self()
    }

    /// It came to its end.
    fn ended(self) {
        std::mem::forget(self);
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(id) = self.0 {
            // What is gone already needs no killing.
            let _ = rustix::process::kill_process_group(id, rustix::process::Signal::KILL);
        }
    }
}

#[async_trait]
impl Tickets for Command {
    fn name(&self) -> &'static str {
        "the ticket command"
    }

    async fn check(&self, question: &TicketQuestion) -> TicketState {
        let people = question.person.iter().map(String::as_str);
        let words: Vec<&str> = ["check", "--", &question.ticket].into_iter().chain(people).collect();
        match self.run(&words, "").await {
            Ok(output) if output.status.success() => TicketState::Fits,
            Ok(output) if output.status.code() == Some(1) => {
                let said = String::from_utf8_lossy(&output.stdout);
                let why = said.lines().next().map(str::trim).filter(|why| !why.is_empty());
                let unsaid = || format!("the ticket command does not accept {}", question.ticket);
                TicketState::DoesNotFit(why.map_or_else(unsaid, str::to_owned))
            }
            Ok(output) => TicketState::CannotTell(format!("{} ended with {}", self.program, output.status)),
            Err(error) => TicketState::CannotTell(format!("{} cannot be run: {error}", self.program)),
        }
    }

    async fn note(&self, ticket: &str, text: &str) -> Result<()> {
        let output = self.run(&["note", "--", ticket], text).await.map_err(|source| {
            Error::new(ErrorKind::Unavailable, format!("{} cannot be run", self.program)).with_source(source)
        })?;
        if output.status.success() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Unavailable, format!("{} ended with {}", self.program, output.status)))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use mfadir_policy::{TicketQuestion, TicketState, Tickets};

    use super::{Command, CommandConfig};

    async fn asked(script: &str) -> TicketState {
        let command = ["/bin/sh", "-c", script, "tickets"].map(str::to_owned).into();
        let tickets = Command::connect(CommandConfig { command }).expect("a command");
        let person = vec!["ada@example.com".to_owned()];
        tickets.check(&TicketQuestion { ticket: "INC1".to_owned(), person }).await
    }

    #[tokio::test]
    async fn the_exit_code_is_the_answer() {
        assert_eq!(asked("test \"$*\" = 'check -- INC1 ada@example.com'").await, TicketState::Fits);
        assert_eq!(asked("echo INC1 is closed; exit 1").await, TicketState::DoesNotFit("INC1 is closed".to_owned()));
        assert!(matches!(asked("exit 7").await, TicketState::CannotTell(why) if why.contains('7')));
    }

    #[tokio::test]
    async fn a_note_is_the_programs_standard_input() {
        let folder = tempfile::tempdir().expect("a folder");
        let script = format!("cat > {}/$3", folder.path().display());
        let command = ["/bin/sh", "-c", &script, "tickets"].map(str::to_owned).into();
        let tickets = Command::connect(CommandConfig { command }).expect("a command");
        tickets.note("INC1", "it was reset").await.expect("noted");
        assert_eq!(std::fs::read_to_string(folder.path().join("INC1")).expect("a note"), "it was reset");
        assert!(tickets.note("/", "text").await.is_err());
    }
}
