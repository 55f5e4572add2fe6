//! Questions to the person at the terminal.

mod hidden;

use std::{
    io::{self, BufRead, Write},
    sync::PoisonError,
};

use secrecy::SecretString;
use tokio::task::spawn_blocking;

use self::hidden::Hidden;
use super::{Context, Input};
use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
    streams::Shared,
};

impl Context {
    /// Whether somebody is there to be asked.
    pub(crate) fn can_ask(&self) -> bool {
        !self.globals.no_input && self.terminals.input && self.terminals.error
    }

    /// Asks for a yes. `--yes` gives it; where nobody can be asked, the failure names that flag.
    pub(crate) async fn confirm(&mut self, question: &str) -> Outcome<bool> {
        if self.globals.yes {
            return Ok(true);
        }
        if !self.can_ask() {
            let failure = Failure::usage(format!("nobody is there to answer: {question}"));
            return Err(failure.with_hint("add --yes to go on, or --dry-run to look first"));
        }
        let answer = self.line(&format!("{question} [y/N] ")).await?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    /// Asks for a text; where nobody can be asked, the failure names the flag that says it.
    pub(crate) async fn ask(&mut self, question: &str, flag: &str) -> Outcome<String> {
        if !self.can_ask() {
            return Err(Failure::usage(format!("missing: {question}")).with_hint(format!("add {flag}")));
        }
        let answer = self.line(&format!("{question}: ")).await?;
        Ok(answer.trim().to_owned())
    }

    /// Asks for a secret, which is not shown while it is typed; where nobody can be asked, the failure names the flag that
    /// says where it is kept.
    pub(crate) async fn ask_secret(&mut self, question: &str, flag: &str) -> Outcome<SecretString> {
        if !self.can_ask() {
            return Err(Failure::usage(format!("missing: {question}")).with_hint(format!("add {flag}")));
        }
        let hidden = Hidden::begin().map_err(|error| {
            let message = format!("nothing can be typed unseen here: {error}");
            Failure::usage(message).with_hint(format!("add {flag}"))
        })?;
        let answer = self.line(&format!("{question} (not shown): ")).await?;
        drop(hidden);
        // The line end was not shown either.
        self.output.say("");
        match answer.trim() {
            "" => Err(Failure::usage(format!("missing: {question}")).with_hint(format!("type it, or add {flag}"))),
            secret => Ok(secret.into()),
        }
    }

    /// Waits for a line on a thread of its own: the run can still be interrupted.
    async fn line(&mut self, prompt: &str) -> Outcome<String> {
        let mut open = OpenLine(Some(self.output.talk_stream()));
        self.output.prompt(prompt)?;
        let input = self.input.clone();
        let read = spawn_blocking(move || read_line(&input)).await;
        match read.unwrap_or_else(|lost| Err(io::Error::other(lost)))? {
            Some(line) => {
                open.0 = None;
                Ok(line)
            }
            None => Err(Failure::new(Exit::Failed, "no answer came, and nothing was changed")),
        }
    }
}

/// The line of a prompt, which an answer ends. Where none comes, it is ended when this is dropped.
struct OpenLine(Option<Shared>);

impl Drop for OpenLine {
    fn drop(&mut self) {
        if let Some(mut talk) = self.0.take() {
            // Nobody is left to be told that standard error is gone.
            let _ = writeln!(talk);
        }
    }
}

fn read_line(input: &Input) -> io::Result<Option<String>> {
    let mut line = String::new();
    let read = input.lock().unwrap_or_else(PoisonError::into_inner).read_line(&mut line)?;
    Ok((read > 0).then_some(line))
}
