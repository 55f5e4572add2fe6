//! `operator list`

use std::path::PathBuf;

use clap::{Args, ValueHint};
use serde::Serialize;

use super::entry::{Entry, sheet};
use crate::{
    command::roster,
    context::Context,
    exit::Exit,
    failure::Outcome,
    output::{Document, Sheet},
};

/// The arguments of `operator list`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The operators file, where it is not the configuration's
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    operators: Option<PathBuf>,
}

#[derive(Debug, Serialize)]
struct Operators {
    operators: Vec<Entry>,
}

impl Document for Operators {
    const SCHEMA: &'static str = "mfadir.operator-list/v1";
    const ITEMS: Option<&'static str> = Some("operators");

    fn sheet(&self) -> Sheet {
        sheet(&self.operators)
    }
}

pub(super) fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let path = roster::path(arguments.operators.as_deref(), context)?;
    let operators = Entry::all(&roster::read(&path)?, context.clock.now());
    if operators.is_empty() {
        context.output.say(format!("{} names nobody", path.display()));
    }
    context.output.print(&Operators { operators })?;
    Ok(Exit::Done)
}
