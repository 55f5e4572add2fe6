//! `tenant add`

mod answers;

use std::{path::PathBuf, sync::Arc};

use clap::{Args, ValueEnum, ValueHint};
use mfadir::{
    Config, TenantName, closest,
    registry::{self, Provider},
};

use self::answers::Answers;
use super::{section::Edited, standing::Standing, test};
use crate::{
    args::Completes,
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
    #[arg(long, value_name = "PROVIDER", add = Completes::Provider)]
    provider: Option<String>,
    /// A setting, such as url=https://acme.example.com
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair, add = Completes::Setting)]
    set: Vec<(String, String)>,
    /// Where a secret is kept
    #[arg(
        long,
        value_name = "KEY=SOURCE",
        add = Completes::Secret,
        value_parser = pair,
        help = "Where a secret is kept: env:NAME, file:PATH, command:PROGRAM ARGUMENTS or keyring:NAME"
    )]
    secret: Vec<(String, String)>,
    /// Copy the secrets into the keyring of the operating system, and have the configuration name them there
    #[arg(long, value_name = "WHERE")]
    store: Option<Store>,
    /// The form of credential, where the provider takes several; `provider list -o json` names them
    #[arg(long, value_name = "FORM", add = Completes::CredentialForm)]
    auth: Option<String>,
    /// What the rules ask for: `strict`, `open` or a policy file; without it what holds for all, or else `strict`
    #[arg(long, value_name = "POLICY", value_hint = ValueHint::FilePath)]
    policy: Option<String>,
    /// A word to pick tenants by
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Do not ask the provider whether it works
    #[arg(long)]
    no_test: bool,
}

/// Where secrets can be copied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Store {
    /// The keyring of the operating system
    Keyring,
}

/// Without a word about the value: it may be a secret that somebody typed.
fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(key, _)| !key.is_empty());
    pair.map(|(key, value)| (key.to_owned(), value.to_owned())).ok_or_else(|| "expected KEY=VALUE".to_owned())
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let name = name(&arguments, context).await?;
    let provider = provider(arguments.provider.as_deref(), context).await?;
    let answers = Answers::gather(&name, provider, &arguments, context).await?;
    let mut file = Edited::open(&own_file(context)?)?;
    file.add(&name, answers.keys.clone())?;
    checked(&file, &name, context)?;
    if context.globals.dry_run {
        return Ok(planned(&file, &name, context));
    }
    answers.store(context).await?;
    write(&file, &name, context)?;
    let name = name.as_str().into();
    if arguments.no_test {
        return untested(&name, context).await;
    }
    test::test(&name, context).await
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

/// A test tells which policy holds; without one it is told here.
async fn untested(name: &TenantName, context: &mut Context) -> Outcome {
    let tenant = context.tenant(name).await?;
    for (word, text) in Standing::of(&tenant, context).lines() {
        context.output.say(format!("{word}: {text}"));
    }
    Ok(Exit::Done)
}

fn planned(file: &Edited, name: &str, context: &Context) -> Exit {
    context.output.say(format!("would add {name} to {}, which would then be:", file.path().display()));
    context.output.text(file.text());
    Exit::Done
}

fn write(file: &Edited, name: &str, context: &mut Context) -> Outcome<()> {
    file.save()?;
    context.forget_config();
    context.output.say(format!("added {name} to {}", file.path().display()));
    Ok(())
}
