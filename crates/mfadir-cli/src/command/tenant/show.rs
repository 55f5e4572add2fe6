//! `tenant show`

use std::collections::BTreeMap;

use clap::Args;
use mfadir::Tenant;
use serde::Serialize;

use crate::{
    args::Completes,
    context::Context,
    exit::Exit,
    failure::Outcome,
    output::{Document, Sheet},
};

/// The arguments of `tenant show`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The tenant
    #[arg(add = Completes::Tenant)]
    tenant: Option<String>,
}

#[derive(Debug, Serialize)]
struct Shown {
    name: String,
    provider: &'static str,
    tags: Vec<String>,
    policy: String,
    /// Nothing where the default holds.
    policy_at: Option<String>,
    protected: Vec<String>,
    /// In seconds.
    timeout: Option<f64>,
    /// In seconds.
    wait: Option<f64>,
    settings: BTreeMap<String, String>,
    place: Option<String>,
}

impl Shown {
    fn of(tenant: &Tenant, place: Option<String>) -> Self {
        Self {
            name: tenant.name.to_string(),
            provider: tenant.provider.name,
            tags: tenant.tags.clone(),
            policy: tenant.policy.name.clone(),
            policy_at: tenant.policy_at.as_ref().map(ToString::to_string),
            protected: tenant.protected.clone(),
            timeout: tenant.timeout.map(|length| length.as_secs_f64()),
            wait: tenant.wait.map(|length| length.as_secs_f64()),
            settings: tenant.shown.iter().cloned().collect(),
            place,
        }
    }
}

impl Document for Shown {
    const SCHEMA: &'static str = "mfadir.tenant/v1";

    fn sheet(&self) -> Sheet {
        let seconds = |length: Option<f64>| length.map(|seconds| format!("{seconds} s"));
        let few = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
        let mut sheet = Sheet::new(["setting", "value"]);
        let mut row = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                sheet.row([name.to_owned(), value]);
            }
        };
        row("name", Some(self.name.clone()));
        row("provider", Some(self.provider.to_owned()));
        for (name, value) in &self.settings {
            row(name, Some(value.clone()));
        }
        let at = self.policy_at.as_ref().map_or_else(|| "the default".to_owned(), |at| format!("named at {at}"));
        row("policy", Some(format!("{}, {at}", self.policy)));
        row("tags", few(&self.tags));
        row("protected", few(&self.protected));
        row("timeout", seconds(self.timeout));
        row("wait", seconds(self.wait));
        row("configured at", self.place.clone());
        sheet
    }
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let name = context.tenant_or(arguments.tenant.as_deref())?;
    let tenant = context.tenant(&name).await?;
    let place = context.config()?.place(name.as_str()).map(ToString::to_string);
    context.output.print(&Shown::of(&tenant, place))?;
    Ok(Exit::Done)
}
