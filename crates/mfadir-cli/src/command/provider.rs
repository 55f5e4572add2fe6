//! `provider list`

use clap::{Args, Subcommand};
use mfadir::registry::{CredentialForm, Provider, Question, providers};
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
    /// What a tenant has to say that signs in in the usual way.
    needs: Vec<&'static str>,
    credentials: Vec<Form>,
}

#[derive(Debug, Serialize)]
struct Form {
    name: &'static str,
    what: &'static str,
    needs: Vec<&'static str>,
}

impl From<&Provider> for Entry {
    fn from(provider: &Provider) -> Self {
        let usual = provider.credentials.iter().take(1).flat_map(|form| form.questions);
        let needs = keys(provider.questions.iter().chain(usual));
        Self {
            name: provider.name,
            title: provider.title,
            needs,
            credentials: provider.credentials.iter().map(Form::from).collect(),
        }
    }
}

impl From<&CredentialForm> for Form {
    fn from(form: &CredentialForm) -> Self {
        Self { name: form.name, what: form.what, needs: keys(form.questions) }
    }
}

fn keys<'a>(questions: impl IntoIterator<Item = &'a Question>) -> Vec<&'static str> {
    questions.into_iter().map(|question| question.key).collect()
}

impl Entry {
    /// The keys, with the other ways to sign in behind the usual one.
    fn told(&self) -> String {
        let others = self.credentials.iter().skip(1).map(|form| form.needs.join(", "));
        std::iter::once(self.needs.join(", ")).chain(others).collect::<Vec<_>>().join("; or ")
    }
}

impl Document for Providers {
    const SCHEMA: &'static str = "mfadir.provider-list/v1";
    const ITEMS: Option<&'static str> = Some("providers");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["name", "title", "needs"]);
        for entry in &self.providers {
            sheet.row([entry.name.to_owned(), entry.title.to_owned(), entry.told()]);
        }
        sheet
    }
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Outcome {
    let Verb::List = arguments.verb;
    context.output.print(&Providers { providers: providers().iter().map(Entry::from).collect() })?;
    Ok(Exit::Done)
}
