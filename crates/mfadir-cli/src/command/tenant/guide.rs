//! `tenant guide`

use clap::Args;
use mfadir::{
    closest,
    registry::{self, Provider},
};
use serde::Serialize;

use crate::{
    args::Completes,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::{Document, Look, Sheet},
};

/// The arguments of `tenant guide`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A tenant, or a provider where no tenant is set up yet
    #[arg(value_name = "TENANT|PROVIDER", add = Completes::TenantOrProvider)]
    name: Option<String>,
}

#[derive(Debug, Serialize)]
struct Guide {
    provider: &'static str,
    title: &'static str,
    text: &'static str,
}

impl Document for Guide {
    const SCHEMA: &'static str = "mfadir.tenant-guide/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["provider", "title", "text"]);
        sheet.row([self.provider.to_owned(), self.title.to_owned(), self.text.to_owned()]);
        sheet
    }

    fn text(&self, _look: Look) -> String {
        self.text.to_owned()
    }
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let provider = provider(arguments.name.as_deref(), context).await?;
    context.output.print(&Guide { provider: provider.name, title: provider.title, text: provider.guide })?;
    Ok(Exit::Done)
}

async fn provider(name: Option<&str>, context: &mut Context) -> Outcome<&'static Provider> {
    if let Some(provider) = name.and_then(registry::provider) {
        return Ok(provider);
    }
    let tenant = context.tenant_or(name).map_err(|failure| failure.with_hint(format!("or name one of {}", known())))?;
    let found = context.tenant(&tenant).await;
    found.map(|tenant| tenant.provider).map_err(|failure| meant(tenant.as_str(), failure))
}

/// A mistyped provider is suggested too.
fn meant(name: &str, failure: Failure) -> Failure {
    match closest(name, registry::providers().iter().map(|provider| provider.name)) {
        Some(provider) => failure.with_hint(format!("did you mean the provider `{provider}`?")),
        None => failure,
    }
}

fn known() -> String {
    registry::providers().iter().map(|provider| provider.name).collect::<Vec<_>>().join(", ")
}
