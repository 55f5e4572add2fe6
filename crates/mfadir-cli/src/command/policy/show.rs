//! `policy show`

use clap::{Args, ValueHint};

use super::source;
use crate::{context::Context, exit::Exit, failure::Outcome, render::PolicyDocument};

/// The arguments of `policy show`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// `strict`, `open` or a policy file; without it the tenant's
    #[arg(value_name = "POLICY", value_hint = ValueHint::FilePath, add = source::PRESET)]
    policy: Option<String>,
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let document = if let Some(name) = &arguments.policy {
        PolicyDocument::of(&source::policy(name, context)?, None)
    } else {
        let name = context.tenant_or(None)?;
        let tenant = context.tenant(&name).await?;
        PolicyDocument::of(&tenant.policy, Some(&tenant.name))
    };
    context.output.print(&document)?;
    Ok(Exit::Done)
}
