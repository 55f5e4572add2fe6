//! `tenant add`

use std::{path::PathBuf, sync::Arc};

use clap::Args;
use mfadir::{
    Config, closest,
    registry::{self, Provider, Question},
};
use toml_edit::{Array, Value};

use super::{credential::form, section::Edited, source::source, test};
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// The arguments of `tenant add`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/tenant-add.txt"))]
pub(super) struct Arguments {
    /// The name that will address the tenant
    name: Option<String>,
    /// The provider; `provider list` names them and what they need
    #[arg(long, value_name = "PROVIDER")]
    provider: Option<String>,
    /// A setting, such as url=https://acme.example.com
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
    /// Where a secret is kept
    #[arg(
        long,
        value_name = "KEY=SOURCE",
        value_parser = pair,
        help = "Where a secret is kept: env:NAME, file:PATH or command:PROGRAM ARGUMENTS"
    )]
    secret: Vec<(String, String)>,
    /// The form of credential, where the provider takes several; `provider list -o json` names them
    #[arg(long, value_name = "FORM")]
    auth: Option<String>,
    /// A word to pick tenants by
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Do not ask the provider whether it works
    #[arg(long)]
    no_test: bool,
}

/// Without a word about the value: it may be a secret that somebody typed.
fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(key, _)| !key.is_empty());
    pair.map(|(key, value)| (key.to_owned(), value.to_owned())).ok_or_else(|| "expected KEY=VALUE".to_owned())
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let name = name(&arguments, context).await?;
    let provider = provider(arguments.provider.as_deref(), context).await?;
    let mut keys = vec![("provider".to_owned(), Value::from(provider.name))];
    keys.extend(settings(&arguments, provider, context).await?);
    if !arguments.tag.is_empty() {
        keys.push(("tags".to_owned(), Value::from(arguments.tag.iter().collect::<Array>())));
    }
    let mut file = Edited::open(&own_file(context)?)?;
    file.add(&name, keys)?;
    checked(&file, &name, context)?;
    write(&file, &name, context)?;
    if arguments.no_test || context.globals.dry_run {
        return Ok(Exit::Done);
    }
    test::test(&name.as_str().into(), context).await
}

async fn name(arguments: &Arguments, context: &mut Context) -> Outcome<String> {
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => context.ask("name of the tenant", "the name").await?,
    };
    mfadir::tenant_name(&name)?;
    // A file that was named may be about to be made.
    let config = if own_file(context)?.exists() { context.config()? } else { Arc::default() };
    match config.place(&name) {
        Some(place) => Err(Failure::new(Exit::Failed, format!("there is a tenant `{name}` already, at {place}"))
            .with_hint(format!("`mfadir tenant remove {name}` takes it out"))),
        None => Ok(name),
    }
}

async fn provider(said: Option<&str>, context: &mut Context) -> Outcome<&'static Provider> {
    let known: Vec<&str> = registry::providers().iter().map(|provider| provider.name).collect();
    let name = match said {
        Some(name) => name.to_owned(),
        None => context.ask(&format!("provider ({})", known.join(", ")), "--provider PROVIDER").await?,
    };
    registry::provider(&name).ok_or_else(|| {
        let failure = Failure::usage(format!("unknown provider `{}`", name.escape_debug()));
        failure.with_hint(match closest(&name, known.iter().copied()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("this build has {}", known.join(", ")),
        })
    })
}

/// What was said, then what the provider needs beside it.
async fn settings(arguments: &Arguments, provider: &Provider, context: &mut Context) -> Outcome<Vec<(String, Value)>> {
    let mut keys: Vec<(String, Value)> = arguments.set.iter().map(|(key, text)| (key.clone(), value(text))).collect();
    for (key, said) in &arguments.secret {
        keys.push((key.clone(), source(said, &context.surroundings.folder)?));
    }
    complete(&mut keys, provider.questions, context).await?;
    if !keys.iter().any(|(key, _)| key == "credential") {
        let form = form(arguments.auth.as_deref(), provider, &keys, context).await?;
        complete(&mut keys, form.questions, context).await?;
    }
    Ok(keys)
}

/// Asks for what was not said.
async fn complete(keys: &mut Vec<(String, Value)>, questions: &[Question], context: &mut Context) -> Outcome<()> {
    for question in questions {
        if !keys.iter().any(|(key, _)| key == question.key) {
            keys.push((question.key.to_owned(), answer(question, context).await?));
        }
    }
    Ok(())
}

/// What stands behind the key: truth values are none of the texts that a setting may be.
fn value(text: &str) -> Value {
    text.parse::<bool>().map_or_else(|_| Value::from(text), Value::from)
}

async fn answer(question: &Question, context: &mut Context) -> Outcome<Value> {
    if !question.secret {
        let flag = format!("--set {}=…", question.key);
        return Ok(context.ask(question.what, &flag).await?.into());
    }
    let flag = format!("--secret {}=env:NAME", question.key);
    let asked = format!("where the {} is kept (env:NAME, file:PATH, command:PROGRAM ARGUMENTS)", question.what);
    source(&context.ask(&asked, &flag).await?, &context.surroundings.folder)
}

fn own_file(context: &Context) -> Outcome<PathBuf> {
    let places = context.places();
    let failure = || Failure::usage("there is no home folder for the configuration").with_hint("add --config FILE");
    places.own().map(ToOwned::to_owned).ok_or_else(failure)
}

/// Whether the file would be good. What is wrong has no place yet that somebody could look at.
fn checked(file: &Edited, name: &str, context: &Context) -> Outcome<()> {
    let config = Config::preview(&context.places(), file.path(), &file.text())?;
    let checked = config.tenant(name).map(|_| ());
    checked.map_err(|error| {
        let failure = Failure::usage(error.message());
        match error.hint() {
            Some(hint) => failure.with_hint(hint),
            None => failure,
        }
    })
}

fn write(file: &Edited, name: &str, context: &mut Context) -> Outcome<()> {
    let path = file.path().display();
    if context.globals.dry_run {
        context.output.say(format!("would add {name} to {path}, which would then be:"));
        return context.output.text(file.text());
    }
    file.save()?;
    context.forget_config();
    context.output.say(format!("added {name} to {path}"));
    Ok(())
}
