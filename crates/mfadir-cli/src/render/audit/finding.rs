//! What can be found in an audit log.

use std::path::Path;

use jiff::Timestamp;
use mfadir_journal::{Fault, FaultKind, Hash, Line, OwingAct};
use owo_colors::OwoColorize;
use serde::Serialize;

use crate::{output::clean, render::words::minute};

/// What is to be said of a log in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Word {
    AsWritten,
    /// It holds together, and nobody's key speaks for it.
    Unsigned,
    Changed,
    Unreadable,
}

impl Word {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::AsWritten => "as-written",
            Self::Unsigned => "unsigned",
            Self::Changed => "changed",
            Self::Unreadable => "unreadable",
        }
    }

    pub(super) fn paint(self) -> String {
        match self {
            Self::AsWritten => "as it was written".green().to_string(),
            Self::Unsigned => "UNSIGNED".red().bold().to_string(),
            Self::Changed => "CHANGED".red().bold().to_string(),
            Self::Unreadable => "UNREADABLE".red().bold().to_string(),
        }
    }
}

/// What the head's signature is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Signature {
    /// An operator of the file signed it.
    Counts,
    /// There is one, and nothing to check it with.
    NotChecked,
    /// There is none.
    None,
    /// There is none, where an operator's is asked for.
    Wanted,
}

/// A write of which nobody noted how it ended.
#[derive(Debug, Serialize)]
pub(super) struct OpenWrite {
    pub(super) number: u64,
    at: Timestamp,
    verb: Option<String>,
    user: Option<String>,
    operator: String,
}

/// An act of which somebody is still to be told.
#[derive(Debug, Serialize)]
pub(super) struct Owing {
    #[serde(flatten)]
    act: OpenWrite,
    owes: Vec<String>,
}

/// Where it was changed, and how.
#[derive(Debug, Serialize)]
pub(super) struct FaultView {
    file: Option<String>,
    line: Option<u64>,
    kind: &'static str,
    pub(super) text: String,
}

impl From<OwingAct> for Owing {
    fn from(act: OwingAct) -> Self {
        let OwingAct { number, intent, owes, .. } = act;
        let line = Line { n: number, prev: Hash::none(), entry: intent };
        Self { act: line.into(), owes: owes.into_iter().collect() }
    }
}

impl Owing {
    pub(super) fn text(&self) -> String {
        clean(&format!("{}: not yet followed by {}", self.act.whose(), self.owes.join(", "))).into_owned()
    }
}

impl From<Fault> for FaultView {
    fn from(fault: Fault) -> Self {
        let text = fault.to_string();
        Self { kind: name(&fault.kind), file: Some(fault.file), line: fault.line, text }
    }
}

impl FaultView {
    /// Nobody signed this entry, and whoever wrote it is in the operators file.
    pub(super) fn no_signature(folder: &Path, Line { n, entry, .. }: &Line) -> Self {
        let file = folder.join("head.json").display().to_string();
        let who = &entry.operator.id;
        let text = format!("{file}: entry {n} is {who}'s, of the operators file, and not signed: nobody speaks for it");
        Self { file: Some(file), line: None, kind: "not-signed", text }
    }

    /// It cannot be read, or is gone.
    pub(super) fn unreadable(text: String) -> Self {
        Self { file: None, line: None, kind: "unreadable", text }
    }
}

fn name(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::Edited => "edited",
        FaultKind::Missing(_) => "missing",
        FaultKind::Reordered(_) => "reordered",
        FaultKind::Cut { .. } => "cut",
        FaultKind::NoHead => "no-head",
        FaultKind::OldHead { .. } => "old-head",
        FaultKind::OpenWrites => "open-writes",
        FaultKind::NotSigned(_) => "not-signed",
    }
}

impl From<Line> for OpenWrite {
    fn from(Line { n, entry, .. }: Line) -> Self {
        let user = entry.user.map(|user| user.login);
        Self { number: n, at: entry.at, verb: entry.verb, user, operator: entry.operator.id }
    }
}

impl OpenWrite {
    pub(super) fn text(&self) -> String {
        format!("{}; nobody noted how it ended", clean(&self.whose()))
    }

    fn whose(&self) -> String {
        let user = self.user.as_deref().map(|user| format!(" of {user}")).unwrap_or_default();
        let verb = self.verb.as_deref().unwrap_or("write");
        format!("entry {}: {verb}{user} by {}, {}", self.number, self.operator, minute(self.at))
    }
}
