//! `provider list`

use clap::{Args, Subcommand};
use mfadir::registry::{Provider, providers};
use serde::Serialize;

use crate::{
    context::Context,
    exit::Exit,
    failure::Outcome,
    output::{Document, Sheet},
};

/// The arguments of `provider`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List the providers that this build knows
    List,
}

#[derive(Debug, Serialize)]
struct Providers {
    providers: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    name: &'static str,
    title: &'static str,
    needs: Vec<&'static str>,
}

impl From<&Provider> for Entry {
    fn from(provider: &Provider) -> Self {
        let needs = provider.questions.iter().map(|question| question.key).collect();
        Self { name: provider.name, title: provider.title, needs }
    }
}

impl Document for Providers {
    const SCHEMA: &'static str = "mfadir.provider-list/v1";
    const ITEMS: Option<&'static str> = Some("providers");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["name", "title", "needs"]);
        for entry in &self.providers {
            sheet.row([entry.name.to_owned(), entry.title.to_owned(), entry.needs.join(", ")]);
        }
        sheet
    }
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Outcome {
    let Verb::List = arguments.verb;
    context.output.print(&Providers { providers: providers().iter().map(Entry::from).collect() })?;
    Ok(Exit::Done)
}
