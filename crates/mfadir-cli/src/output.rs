//! Data on standard output in the format that was asked for; everything else on standard error.

mod basket;
mod clean;
mod document;
mod json;
mod loss;
mod sheet;
mod style;
mod typed;

pub(crate) use basket::{Basket, Gathered};
pub(crate) use clean::clean;
pub(crate) use document::Document;
pub(crate) use sheet::Sheet;
pub(crate) use style::Look;
pub(crate) use typed::{ticket_flag, word};

use std::{
    fmt::Display,
    io::{self, Write},
};

use mfadir::Variables;
use serde::Serialize;

use self::loss::Loss;
use crate::{
    args::Format,
    failure::{Failure, Outcome},
    streams::{Shared, Terminals},
};

/// Writes what a command has to say.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    data: Shared,
    talk: Shared,
    format: Format,
    quiet: bool,
    look: Look,
    talk_in_colour: bool,
    talk_is_terminal: bool,
    basket: Option<Basket>,
    loss: Loss,
}

impl Output {
    /// An output to these two streams.
    pub(crate) fn new(data: Shared, talk: Shared, terminals: Terminals, variables: &Variables) -> Self {
        let look = Look {
            colour: terminals.output && style::wanted(variables),
            width: terminals.width.filter(|_| terminals.output),
        };
        let talk_in_colour = terminals.error && style::wanted(variables);
        Self {
            data,
            talk,
            format: Format::default(),
            quiet: false,
            look,
            talk_in_colour,
            talk_is_terminal: terminals.error,
            basket: None,
            loss: Loss::default(),
        }
    }

    /// The same with a format, and without talk if `quiet`.
    #[must_use]
    pub(crate) fn with(self, format: Format, quiet: bool) -> Self {
        Self { format, quiet, ..self }
    }

    /// The same, with documents put by instead of written. Whoever sits at the terminal reads their text meanwhile.
    #[must_use]
    pub(crate) fn gathering(&self, basket: &Basket) -> Self {
        Self { basket: Some(basket.clone()), ..self.clone() }
    }

    /// The format of the data.
    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// Whether data is written for people, who read it as it comes, rather than as one document.
    pub(crate) fn is_for_people(&self) -> bool {
        self.format == Format::Table
    }

    /// Whether people see what is printed, in whatever format it is written in the end.
    pub(crate) fn is_seen_by_people(&self) -> bool {
        self.is_for_people() || self.basket.is_some()
    }

    /// How text for people looks.
    pub(crate) fn look(&self) -> Look {
        self.look
    }

    /// Writes a document in the format that was asked for. That nobody takes it is no error here: it is told when the
    /// run ends, so that nothing that is to follow depends on it.
    pub(crate) fn print<D: Document>(&self, document: &D) -> Outcome<()> {
        if let Some(basket) = &self.basket {
            if let Err(error) = self.talk(&document.text(Look::plain())) {
                self.loss.note(&error);
            }
            return basket.put(document);
        }
        let text = match self.format {
            Format::Table => self.look.finish(&document.text(self.look)),
            Format::Note => Look::plain().finish(&document.note()),
            Format::Json => json::pretty(D::SCHEMA, document)?,
            Format::Ndjson => json::lines(D::ITEMS, document)?,
            Format::Csv => document.sheet().csv()?,
        };
        self.write(&text);
        Ok(())
    }

    /// Prints what cannot be printed again. Whether somebody took it, as far as the system tells.
    pub(crate) fn hand_over<D: Document>(&self, document: &D) -> Outcome<bool> {
        let before = self.loss.times();
        self.print(document)?;
        Ok(self.loss.times() == before)
    }

    /// How a run ends, once it is known whether standard output took what it was given.
    pub(crate) fn settle(&self, outcome: Outcome) -> Outcome {
        self.loss.settle(outcome)
    }

    /// Writes one object as a line, for what streams. `false` when nobody reads any more.
    pub(crate) fn line(&self, item: &impl Serialize) -> Outcome<bool> {
        Ok(self.write(&json::line(item)?))
    }

    /// Writes text for people to standard output as it is.
    pub(crate) fn text(&self, text: impl Display) {
        self.write(&self.look.finish(&text.to_string()));
    }

    /// Writes text that a program reads, as it is.
    pub(crate) fn exactly(&self, text: &str) {
        self.write(text);
    }

    /// Says something beside the data, unless the user wants quiet.
    pub(crate) fn say(&self, text: impl Display) {
        if !self.quiet {
            let _ = self.talk(&text.to_string());
        }
    }

    /// Warns, whether or not the user wants quiet.
    pub(crate) fn warn(&self, text: impl Display) {
        let _ = self.talk(&format!("{} {text}", style::warning("warning:")));
    }

    /// Tells something that brings its own words, whether or not the user wants quiet.
    pub(crate) fn tell(&self, text: &str) {
        let _ = self.talk(text);
    }

    /// Tells what the text of a document leaves out, where people read that text instead of the document itself.
    pub(crate) fn tell_people(&self, lines: &[String]) {
        if self.basket.is_some() {
            for line in lines {
                let _ = self.talk(line);
            }
        }
    }

    /// Tells why the run failed.
    pub(crate) fn fail(&self, failure: &Failure) {
        let _ = self.talk(&format!("{} {}", style::error("error:"), failure.message()));
        for line in failure.details() {
            let _ = self.talk(&format!("  {line}"));
        }
        if let Some(hint) = failure.hint() {
            let _ = self.talk(&format!("{} {hint}", style::hint("hint:")));
        }
    }

    /// Where talk goes, for what writes to it by itself.
    pub(crate) fn talk_stream(&self) -> Shared {
        self.talk.clone()
    }

    /// Writes the question that the next line of input answers.
    pub(crate) fn prompt(&self, question: &str) -> io::Result<()> {
        let mut talk = self.talk.clone();
        write!(talk, "{}", clean(question)).and_then(|()| talk.flush())
    }

    /// Mostly nobody is left to be told that standard error is gone.
    fn talk(&self, text: &str) -> io::Result<()> {
        let look = Look { colour: self.talk_in_colour, width: None };
        // A countdown may stand in the line.
        let start = if self.talk_is_terminal { "\r\u{1b}[2K" } else { "" };
        writeln!(self.talk.clone(), "{start}{}", look.finish(text).trim_end_matches('\n'))
    }

    /// Whether it was taken.
    fn write(&self, text: &str) -> bool {
        let mut data = self.data.clone();
        let written = data.write_all(text.as_bytes()).and_then(|()| data.flush());
        written.inspect_err(|error| self.loss.note(error)).is_ok()
    }
}
