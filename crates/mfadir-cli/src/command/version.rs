//! `version`

use clap::Args;
use serde::Serialize;

use crate::{
    context::Context,
    exit::Exit,
    failure::Outcome,
    output::{Document, Look, Sheet},
};

/// The arguments of `version`.
#[derive(Debug, Args)]
pub struct Arguments {}

#[derive(Debug, Serialize)]
struct Version {
    version: &'static str,
    providers: Vec<&'static str>,
}

impl Document for Version {
    const SCHEMA: &'static str = "mfadir.version/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["version", "providers"]);
        sheet.row([self.version.to_owned(), self.providers.join(" ")]);
        sheet
    }

    fn text(&self, _look: Look) -> String {
        format!("mfadir {}, with {}", self.version, self.providers.join(", "))
    }
}

pub(super) fn run(_arguments: &Arguments, context: &Context) -> Outcome {
    let providers = mfadir::registry::providers().iter().map(|provider| provider.name).collect();
    context.output.print(&Version { version: env!("CARGO_PKG_VERSION"), providers })?;
    Ok(Exit::Done)
}
