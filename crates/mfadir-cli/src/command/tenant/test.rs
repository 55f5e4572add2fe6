//! `tenant test`

mod shown;

use clap::Args;
use mfadir::TenantName;
use mfadir_core::{Finding, Owner, Severity};

use self::shown::Tested;
use super::standing::Standing;
use crate::{args::Completes, context::Context, exit::Exit, failure::Outcome};

/// The arguments of `tenant test`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The tenant
    #[arg(add = Completes::Tenant)]
    tenant: Option<String>,
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let name = context.tenant_or(arguments.tenant.as_deref())?;
    test(&name, context).await
}

/// Tests one tenant and tells what was found. A problem is no success.
pub(super) async fn test(name: &TenantName, context: &mut Context) -> Outcome {
    let tenant = context.tenant(name).await?;
    let standing = Standing::of(&tenant, context);
    let connection = context.connect(name).await?;
    let mut inspection = connection.inspector.inspect().await?;
    inspection.findings.extend(personal(&inspection.credential.owner, &inspection.findings));
    let problem = inspection.findings.iter().any(|finding| finding.severity == Severity::Problem);
    context.output.print(&Tested::new(&tenant, standing, inspection, &connection.budget.readings()))?;
    Ok(if problem { Exit::Failed } else { Exit::Done })
}

/// A warning about a personal credential, unless the inspector gave one.
fn personal(owner: &Owner, findings: &[Finding]) -> Option<Finding> {
    let Owner::Person(name) = owner else { return None };
    let warned = |finding: &Finding| finding.severity == Severity::Warning && finding.text.contains(name.as_str());
    if findings.iter().any(warned) {
        return None;
    }
    let text = format!("the credential is {name}'s own: it ends when they leave, and acts with all their rights");
    Some(Finding { severity: Severity::Warning, text })
}
