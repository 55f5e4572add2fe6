//! `operator check`

use std::path::PathBuf;

use clap::{Args, ValueHint};
use mfadir::KeyStore;
use mfadir_policy::Operators;
use serde::Serialize;

use super::entry::{Entry, sheet};
use crate::{
    command::roster,
    context::Context,
    exit::Exit,
    failure::Outcome,
    output::{Document, Look, Sheet, clean},
};

/// The arguments of `operator check`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The operators file, where it is not the configuration's
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    operators: Option<PathBuf>,
}

#[derive(Debug, Serialize)]
struct Checked {
    file: String,
    operators: Vec<Entry>,
    own: Own,
}

/// How this machine's operator stands to the file.
#[derive(Debug, Serialize)]
struct Own {
    id: String,
    listed: bool,
    valid: bool,
    key: Key,
}

/// The signing key on this machine, held against the one in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Key {
    Matches,
    Differs,
    Missing,
}

impl Own {
    fn of(id: String, operators: &Operators, entries: &[Entry], keys: &KeyStore) -> Outcome<Self> {
        let known = operators.all().iter().find(|known| known.id == id);
        let key = match keys.key(&id)? {
            None => Key::Missing,
            Some(key) if known.is_some_and(|known| known.key == key.public()) => Key::Matches,
            Some(_) => Key::Differs,
        };
        let valid = entries.iter().any(|entry| entry.id == id && entry.is_valid());
        Ok(Self { listed: known.is_some(), id, valid, key })
    }

    /// Whether what they sign here counts.
    fn is_fine(&self) -> bool {
        self.listed && self.valid && self.key == Key::Matches
    }

    fn text(&self) -> String {
        let id = clean(&self.id);
        match (self.listed, self.key) {
            (false, _) => format!("{id}, who works here, is not in it: what they sign does not count"),
            (true, Key::Missing) => format!("{id}, who works here, is in it and has no key on this machine"),
            (true, Key::Differs) => format!("{id}, who works here, is in it with another key than this machine's"),
            (true, Key::Matches) if self.valid => format!("{id}, who works here, is in it with this machine's key"),
            (true, Key::Matches) => format!("{id}, who works here, is in it, and the entry is not valid now"),
        }
    }
}

impl Document for Checked {
    const SCHEMA: &'static str = "mfadir.operator-check/v1";

    fn sheet(&self) -> Sheet {
        sheet(&self.operators)
    }

    fn text(&self, look: Look) -> String {
        format!("{}\n{}\n", self.sheet().table(look), self.own.text())
    }
}

pub(super) fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let path = roster::path(arguments.operators.as_deref(), context)?;
    let operators = roster::read(&path)?;
    let entries = Entry::all(&operators, context.clock.now());
    let (id, keys) = (context.operator()?.id, roster::keys(context)?);
    let own = Own::of(id, &operators, &entries, &keys)?;
    let exit = if own.is_fine() { Exit::Done } else { Exit::Failed };
    context.output.print(&Checked { file: path.display().to_string(), operators: entries, own })?;
    Ok(exit)
}
