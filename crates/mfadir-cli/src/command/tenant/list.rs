//! `tenant list`

use clap::Args;
use mfadir::{ConfigError, Tenant, TenantName};
use serde::Serialize;

use crate::{
    args::Completes,
    context::Context,
    exit::Exit,
    failure::Outcome,
    output::{Document, Sheet},
};

/// The arguments of `tenant list`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Only tenants with this tag
    #[arg(long, value_name = "TAG", add = Completes::Tag)]
    tag: Option<String>,
}

#[derive(Debug, Serialize)]
struct Tenants {
    tenants: Vec<Entry>,
}

#[derive(Debug, Default, Serialize)]
struct Entry {
    name: String,
    provider: Option<&'static str>,
    url: Option<String>,
    policy: Option<String>,
    tags: Vec<String>,
    /// Why it cannot be used.
    fault: Option<String>,
}

impl Entry {
    fn of(name: &TenantName, tenant: Result<&Tenant, &ConfigError>) -> Self {
        let name = name.to_string();
        match tenant {
            Ok(tenant) => Self {
                name,
                provider: Some(tenant.provider.name),
                url: tenant.setting("url").map(str::to_owned),
                policy: Some(tenant.policy.name.clone()),
                tags: tenant.tags.clone(),
                fault: None,
            },
            Err(error) => Self { name, fault: Some(error.to_string()), ..Self::default() },
        }
    }
}

impl Document for Tenants {
    const SCHEMA: &'static str = "mfadir.tenant-list/v1";
    const ITEMS: Option<&'static str> = Some("tenants");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["name", "provider", "url", "tags", "policy"]);
        for entry in &self.tenants {
            let provider = entry.provider.unwrap_or("(faulty)").to_owned();
            let (url, policy) = (entry.url.clone().unwrap_or_default(), entry.policy.clone().unwrap_or_default());
            sheet.row([entry.name.clone(), provider, url, entry.tags.join(", "), policy]);
        }
        sheet
    }
}

pub(super) fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let config = context.config()?;
    let entries = config.tenants().map(|(name, tenant)| Entry::of(&name, tenant));
    let wanted = |entry: &Entry| arguments.tag.as_ref().is_none_or(|tag| entry.tags.contains(tag));
    let tenants: Vec<Entry> = entries.filter(wanted).collect();
    for fault in tenants.iter().filter_map(|entry| entry.fault.as_deref()) {
        context.output.warn(fault);
    }
    if tenants.is_empty() {
        context.output.say("no tenant is configured: `mfadir tenant add NAME` sets one up");
    }
    context.output.print(&Tenants { tenants })?;
    Ok(Exit::Done)
}
